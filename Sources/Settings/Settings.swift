package struct Settings {}
