/** Words that make the end of an address where they stand after a spelled-out dot; a longer list would read sentences as links. */
const ENDS =
  'com|net|org|br|gov|edu|info|biz|io|app|dev|ai|co|me|ly|gg|tv|cc|tk|ru|cn|xyz|top|site|shop|store|online|link|live|club|vip|pro|zip|mov|click|today|digital|tech|page|website|web|ee|gl|gd|bet|pw|icu|sbs|cfd|fun|win|pay|bank|cloud|space'
/** Before "ponto com" these make it a place with something to it ("no ponto com cobertura"), not the name of a site. */
const NO_NAME = new Set(
  'o a os as um uma no na do da ao de em este esse nosso seu meu mesmo bom the el al en to at'.split(' '),
)
/** A name before a dot; bounded, as the parts of host names are (RFC 1035: 63). */
const NAME = '(?<![\\p{L}\\p{N}])([\\p{L}\\p{N}]{1,63})'
const DOT = '(?:ponto|punto|dot)'
/** What may follow the end of an address: nothing, a mark, or the next part of it in words. */
const OVER = `(?!\\p{L})(?= {0,2}(?:$|[\\n.,;:!?)/])|[ -]{1,3}(?:${DOT}|barra|slash)(?!\\p{L}))`
const SPELLED_DOT = new RegExp(`${NAME}[ _-]{1,3}${DOT}[ _-]{1,3}(${ENDS})${OVER}`, 'giu')
const ONE_WORD = new RegExp(`${NAME}[ -]?${DOT}(com|net|org)(?!\\p{L})`, 'giu')
const BRACKETED_DOT = new RegExp(` ?[[({<] ?(?:\\.|${DOT}) ?[\\])}>] ?(${ENDS})(?!\\p{L})`, 'giu')
const SPACED_DOT = new RegExp(`(?<=[\\p{L}\\p{N}]) \\. ?(${ENDS})${OVER}`, 'gu')
const PATH_AFTER_GAP = new RegExp(`(?<=[\\p{L}\\p{N}])\\. (${ENDS})/`, 'gu')
/** Ends that no sentence consists of: "golpe. com", "golpe,com". */
const END_AFTER_GAP =
  /(?<=[\p{L}\p{N}])(?:\. |[,;])(com|net|org|io|ly|xyz|gg|cc|tk|ru|cn|biz)(?=[\n.,;:!?)/]|$)/gu
/** Marks that look like a dot, and commas where the end of an address follows for certain. */
const LOOKS_LIKE_DOT = new RegExp(
  `(?<=[\\p{L}\\p{N}])(?:[·•∙⋅](?=(?:${ENDS})(?!\\p{L}))|,(?=(?:com|net|org)(?:,br(?!\\p{L})|/))|,(?=br(?!\\p{L})))`,
  'giu',
)
const BRACKETED_AT = / ?[[({<] ?(?:@|at|arroba) ?[\])}>] ?/giu
const SPELLED_AT =
  /(?<![\p{L}\p{N}._-])([\p{L}\p{N}._-]{1,64}) arroba (?!(?:do|da|de|e|por|com|ou|a|o)(?!\p{L}))(?=[\p{L}\p{N}])/giu
const SPELLED_BY_LETTER =
  /(?<![\p{L}\p{N}.])(?<!(?<![\p{L}\p{N}.])[\p{L}\p{N}.] )(?:[\p{L}\p{N}.] ){2,}[\p{L}\p{N}](?![\p{L}\p{N}.])/gu

/**
 * A text as somebody reads it who wants the address in it: width, invisible characters and emphasis taken away, dots and
 * at signs that were spelled out, bracketed or set apart put back. Case stays. Sentences stay sentences. Pure, linear.
 */
export function unmasked(text: string): string {
  return (
    withAsciiDigits(text.normalize('NFKC'))
      .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, '')
      .replace(/[。｡․﹒]/gu, '.')
      .replace(/[*`~]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
      .replace(/[^\S\n]+/gu, ' ')
      .replace(SPELLED_BY_LETTER, (letters) =>
        /\p{L}/u.test(letters) ? letters.replaceAll(' ', '') : letters,
      )
      .replace(BRACKETED_AT, '@')
      .replace(/(?<=[\p{L}\p{N}])[_-](?:at|arroba)[_-](?=[\p{L}\p{N}])/giu, '@')
      .replace(LOOKS_LIKE_DOT, '.')
      .replace(/ ?@ (?=[\p{L}\p{N}])/gu, '@')
      .replace(SPELLED_AT, '$1@')
      .replace(BRACKETED_DOT, '.$1')
      .replace(SPACED_DOT, '.$1')
      .replace(PATH_AFTER_GAP, '.$1/')
      .replace(END_AFTER_GAP, '.$1')
      .replace(ONE_WORD, asHost)
      .replace(SPELLED_DOT, asHost)
      // The second dot of "ponto com ponto br" had no name before it until the first was put back.
      .replace(SPELLED_DOT, asHost)
  )
}

function asHost(all: string, name: string, end: string): string {
  return NO_NAME.has(name.toLowerCase()) ? all : `${name}.${end.toLowerCase()}`
}

/** Digits of every script, and in black or sans-serif circles, as 0 to 9. */
function withAsciiDigits(text: string): string {
  const uncircled = text.replace(/[\u2776-\u277e\u2780-\u2788\u278a-\u2792]/g, (digit) =>
    String(((digit.charCodeAt(0) - 0x2776) % 10) + 1),
  )
  return uncircled.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!
    // Unicode's rows of ten begin at a code that ends in 0 or in 6.
    const nibble = code & 0xf
    return String(/\p{Nd}/u.test(String.fromCodePoint(code - nibble)) ? nibble : nibble - 6)
  })
}
