/** What a `.dockerignore` says of paths, which are from the folder of the build, with slashes. */
export type DockerIgnore = {
  /** The last line that fits the path or a folder above it decides; `!` takes it back in. */
  leavesOut: (path: string) => boolean
  /** Whether all of a folder is left out: it is, and no `!` takes back a path below it. */
  leavesOutWhole: (folder: string) => boolean
}

export function dockerIgnore(text: string): DockerIgnore {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const pattern = line.replace(/^!/, '').replace(/^\/|\/$/g, '')
      return { out: !line.startsWith('!'), pattern, fits: fitting(pattern) }
    })
  const leavesOut = (path: string) => rules.findLast(({ fits }) => fits.test(path))?.out ?? false
  return {
    leavesOut,
    leavesOutWhole: (folder) =>
      leavesOut(folder) && !rules.some(({ out, pattern }) => !out && pattern.startsWith(`${folder}/`)),
  }
}

function fitting(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*\/|\*\*|\*|\?)/).map((part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    return part.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}(?:/|$)`)
}
