import { oneLine } from '@plantao/shared/cut'
import type { Topic } from '@plantao/shared/learning'
import { AlikeIndex, type gistOf as GistOf, gistOf } from '../knowledge/index.ts'

export type Unanswered = { question: string; conversationId: string; at: Date }

/** Alike enough to be one topic; looser than "the same question", for which one answer must fit. */
const ONE_TOPIC = 0.55
const EXAMPLES = 5
const WORDS = 4

type Cluster = { members: (Unanswered & { gist: ReturnType<typeof GistOf> })[] }

/**
 * Puts questions nobody's text answered together, most asked first. Each joins the cluster whose first question it is
 * most like; order by time makes it the same every day. Pure; 2,000 questions take under a second, whatever they are.
 */
export function topicsOf(unanswered: readonly Unanswered[]): Topic[] {
  const clusters: Cluster[] = []
  // By their first questions.
  const index = new AlikeIndex()
  for (const one of [...unanswered].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const member = { ...one, gist: gistOf(one.question) }
    if (member.gist.units.length === 0) continue
    let best = -1
    let most = ONE_TOPIC
    for (const [cluster, alike] of index.alike(member.gist))
      if (alike > most || (alike === most && cluster > best)) [best, most] = [cluster, alike]
    if (best >= 0) clusters[best]!.members.push(member)
    else clusters[index.add(member.gist)] = { members: [member] }
  }
  return clusters
    .map(({ members }) => topicOf(members))
    .sort(
      (a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt) || a.question.localeCompare(b.question),
    )
}

function topicOf(members: Cluster['members']): Topic {
  const recent = members.slice(-50)
  const index = new AlikeIndex()
  for (const { gist } of recent) index.add(gist)
  const nearness = recent.map(({ gist }) =>
    [...index.alike(gist).values()].reduce((sum, alike) => sum + alike, 0),
  )
  const centre = recent[nearness.indexOf(Math.max(...nearness))]!
  const counts = new Map<string, number>()
  for (const { gist } of members)
    for (const { word } of gist.units) counts.set(word, (counts.get(word) ?? 0) + 1)
  const others = new Set(members.map(({ question }) => short(question)))
  others.delete(short(centre.question))
  return {
    question: short(centre.question),
    words: [...counts]
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
      .slice(0, WORDS)
      .map(([word]) => word),
    count: members.length,
    conversations: new Set(members.map(({ conversationId }) => conversationId)).size,
    examples: [...others].slice(0, EXAMPLES),
    lastAt: new Date(Math.max(...members.map(({ at }) => at.getTime()))).toISOString(),
  }
}

function short(question: string): string {
  return oneLine(question, 200)
}
