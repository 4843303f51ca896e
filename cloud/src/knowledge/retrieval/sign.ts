/** Something that a folded text may show. */
export type Sign = Pick<RegExp, 'test'>

/**
 * Shown where the one is met and the other anywhere behind it. As one expression with `.*` between, each place where the
 * first is met would be tried with all the rest of the text: the square of its length.
 */
export function inOrder(first: RegExp, then: RegExp): Sign {
  return {
    test: (text) => {
      const found = first.exec(text)
      return found !== null && then.test(text.slice(found.index + found[0].length))
    },
  }
}

/** Shown where one of them is. */
export function anyOf(...signs: readonly Sign[]): Sign {
  return { test: (text) => signs.some((sign) => sign.test(text)) }
}
