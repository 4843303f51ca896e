/** A place for backups away from this machine. */
export type OffSite = {
  put(name: string, file: string): Promise<void>
  list(): Promise<string[]>
  remove(name: string): Promise<void>
}

export type Bucket = {
  bucket: string
  /** Any service that speaks S3; Amazon's own when left out. */
  endpoint?: string
  region?: string
  accessKeyId: string
  secretAccessKey: string
}
export type OpenBucket = (bucket: Bucket) => OffSite
