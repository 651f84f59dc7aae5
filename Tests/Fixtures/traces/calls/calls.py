def leaf(n):
    return n + 1


def middle(n):
    return leaf(n) + leaf(n)


def main():
    total = 0
    for n in range(3):
        total += middle(n)
    print(total)


main()
