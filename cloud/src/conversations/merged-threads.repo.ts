/**
 * SQL for `outbound`: the rows of the thread $2 and of the threads merged into it. A send that was in flight when its thread
 * was merged is settled where it was claimed, since each thread may have one in flight; the queue is all of them together.
 */
export const OF_THREAD_AND_MERGED = `tenant_id = $1 and conversation_id in (
    select $2::uuid union all select v.id from conversation v where v.tenant_id = $1 and v.merged_into = $2)`
