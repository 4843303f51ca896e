import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { checkedKey, type MediaStore, MediaStoreError } from '../media-store.port.ts'

export type S3Options = {
  /** Any server that speaks S3; AWS's own when left out. */
  endpoint?: string | undefined
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
}

/** Longest wait for a connection, and for the first byte of an answer. Milliseconds. */
const CONNECT_MS = 5000
const ANSWER_MS = 30_000

/** Files as objects of one bucket, which must exist. The SDK repeats a failed call twice. */
export function s3MediaStore(options: S3Options): MediaStore & { close(): void } {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = options
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 3,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
    // Servers other than AWS know buckets by path, and few of them the newer checksums.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })

  async function named<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      throw new MediaStoreError(what, error)
    }
  }

  return {
    async put(key, bytes, mime) {
      const object = { Bucket: bucket, Key: checkedKey(key), Body: bytes, ContentType: mime }
      await named('the file could not be stored', client.send(new PutObjectCommand(object)))
    },

    async read(key, range) {
      const part = range ? { Range: `bytes=${range.start}-${range.end}` } : {}
      try {
        const found = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: checkedKey(key), ...part }),
        )
        return found.Body instanceof Readable ? found.Body : null
      } catch (error) {
        if (error instanceof MediaStoreError) throw error
        if (error instanceof NoSuchKey || isMissing(error)) return null
        throw new MediaStoreError('the file could not be read', error)
      }
    },

    async remove(key) {
      const object = { Bucket: bucket, Key: checkedKey(key) }
      await named('the file could not be removed', client.send(new DeleteObjectCommand(object)))
    },

    async health() {
      await named('the bucket cannot be reached', client.send(new HeadBucketCommand({ Bucket: bucket })))
    },

    close: () => client.destroy(),
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404
}
