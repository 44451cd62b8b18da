"""Everything that writes: one module a noun, one function a deed."""
