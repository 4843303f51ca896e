import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Bucket, OffSite } from '../off-site.port.ts'

/** Milliseconds to connect, and to wait for one answer. An upload may take long; silence may not. */
const CONNECT_MS = 10_000
const SILENCE_MS = 60_000

/** Backups in a bucket, under `backups/`. The SDK retries three times. */
export function s3OffSite({ bucket, endpoint, region, accessKeyId, secretAccessKey }: Bucket): OffSite {
  const client = new S3Client({
    region: region ?? 'us-east-1',
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 3,
    // Not every service that speaks S3 knows the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
  })
  const keyOf = (name: string) => `backups/${name}`
  return {
    async put(name, file) {
      const { size } = await stat(file)
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(name),
          Body: createReadStream(file),
          ContentLength: size,
        }),
      )
    },
    async list() {
      const names: string[] = []
      let token: string | undefined
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: keyOf(''), ContinuationToken: token }),
        )
        for (const { Key } of page.Contents ?? []) if (Key) names.push(Key.slice(keyOf('').length))
        token = page.NextContinuationToken
      } while (token)
      return names
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(name) }))
    },
  }
}
