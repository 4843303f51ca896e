/**
 * The rows of $2, the kept thread, as SQL for `outbound`. A send that was in the air when its thread was merged comes to
 * rest where it was claimed, for each has its own that may be in flight; whoever looks at the line looks at them together.
 */
export const OF_THREAD_AND_MERGED = `tenant_id = $1 and conversation_id in (
    select $2::uuid union all select v.id from conversation v where v.tenant_id = $1 and v.merged_into = $2)`
