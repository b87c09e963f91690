from rolebook.cli import main

if __name__ == "__main__":  # a child process that imports this must not run it again
    main()
