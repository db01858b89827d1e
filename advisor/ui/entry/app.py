from advisor.ui.main import main

main()
