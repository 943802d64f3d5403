"""The command `workbook`: one module per subcommand."""
