import { statSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The order of files in a run of several projects. Those of browsers (which reckon) and of houses (which wait) go side by
 * side, the long ones first, and the short ones of the other projects fill the end: no processor waits for one last file.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return inOrder(
      files.map((file) => ({
        file,
        project: file.project.name,
        size: statSync(file.moduleId).size,
      })),
    ).map(({ file }) => file)
  }
}

/** Pure part: `size` is the file's length in bytes, which says nearly as much as its time and is known on a new machine. */
export function inOrder<T extends { project: string; size: number }>(files: T[]): T[] {
  const groups = Map.groupBy(files, ({ project }) => project)
  return [...groups]
    .flatMap(([project, group]) => {
      const start = project === 'browser' || project === 'house' ? 0 : 1
      return group
        .toSorted((a, b) => b.size - a.size)
        .map((file, at) => ({ file, place: start + at / group.length }))
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ file }) => file)
}
