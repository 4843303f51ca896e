/**
 * The cloud's own content security policy, with one nonce more for scripts and styles: Vite hands both out inline while
 * one develops. What the product's policy forbids stays forbidden.
 */
export function withNonce(policy: string, nonce: string): string {
  return policy
    .split(';')
    .map((directive) =>
      /^\s*(?:script|style)-src\s/.test(directive) ? `${directive.trimEnd()} 'nonce-${nonce}'` : directive,
    )
    .join(';')
}
