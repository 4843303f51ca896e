import { useInfiniteQuery } from '@tanstack/react-query'
import { type Answer, callEndpoint, type Given, type Name } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from './failure.tsx'
import type { Loaded } from './loaded.tsx'

type Page = { items: unknown[]; nextCursor?: string | undefined }
/** Endpoints that answer page by page. */
type ListName = { [N in Name]: Answer<N> extends Page ? N : never }[Name]
type Item<N extends ListName> = Extract<Answer<N>, Page>['items'][number]

/**
 * A list that comes page by page: what was fetched of it, and the button for more.
 * @param everyMs asks again so often while the page is seen; 0 never
 */
export function useList<N extends ListName>(name: N, given: Given<N>, everyMs = 0) {
  const text = useText()
  const { query } = given as { query: object }
  const found = useInfiniteQuery({
    queryKey: [name, given],
    queryFn: ({ pageParam: cursor }) =>
      callEndpoint(name, { ...given, query: { ...query, cursor } } as Given<N>) as Promise<Page>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items) as Item<N>[],
    refetchInterval: everyMs || false,
  })
  const { data, error, isFetching, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError } = found
  // That more of it did not come is said at the button.
  const list = { data, error: isFetchNextPageError ? null : error, isFetching, refetch } as Loaded<Item<N>[]>
  const button = hasNextPage ? (
    <div className="buttons">
      <button
        type="button"
        className="button"
        aria-disabled={isFetchingNextPage}
        onClick={() => void found.fetchNextPage({ cancelRefetch: false })}
      >
        {text.ui.more}
      </button>
      <FailureNote failure={isFetchNextPageError ? error : null} />
    </div>
  ) : null
  return { list, button }
}
