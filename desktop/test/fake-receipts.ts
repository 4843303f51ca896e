import type { Receipt } from '@plantao/shared/conversations'
import { pageOf } from './fake-page.ts'

type Given = { params: Record<string, string>; query: { cursor?: string; limit: number } }

/** The receipts of the seed behind their routes; one of them has an answer today. */
export function fakeReceipts(receipts: Receipt[], notFound: () => Error) {
  const known = (id: string | undefined) => receipts.find((each) => each.id === id)
  return {
    receipt: ({ params }: Given) => known(params.id) ?? Promise.reject(notFound()),
    listReceipts: ({ params, query }: Given) => {
      const rows = receipts.filter((each) => each.conversationId === params.id)
      return pageOf(
        rows.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)),
        query.cursor,
        query.limit,
      )
    },
    replayReceipt: ({ params }: Given) => ({
      receiptId: params.id,
      question: known(params.id)?.question ?? '',
      revision: 7,
      change: 'answers',
      sourcesKept: false,
      now: {
        decision: 'answer',
        reply: 'No domingo de Páscoa abrimos das 7h às 13h.',
        confidence: 0.83,
        chunks: [],
      },
    }),
  }
}
