/** A place for backups away from this machine. */
export type OffSite = {
  put(name: string, file: string): Promise<void>
  list(): Promise<string[]>
  remove(name: string): Promise<void>
}
