"""Text → `Reading` in one pass of an exported encoder; ONNX export and cache of any sentence-transformers model."""
