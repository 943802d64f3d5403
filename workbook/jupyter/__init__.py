"""What is installed into JupyterLab and nbconvert, the checks of it, the working folder, and the server."""
