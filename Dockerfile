# The application with its static files; the database and the secrets come from the environment (see README.md).
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --requirement requirements.txt

COPY . .
RUN SECRET_KEY=only-to-collect-the-files python manage.py collectstatic --no-input \
    && useradd --system --home-dir /app samenspel

USER samenspel
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "collab.wsgi:application"]
