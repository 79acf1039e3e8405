"""The message compiler: schema/*.yaml in, generated/ out. See codegen/README.md."""
