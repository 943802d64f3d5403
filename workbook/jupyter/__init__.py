"""What is installed into JupyterLab and nbconvert, the working folder, and the server."""
