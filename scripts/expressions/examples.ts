/**
 * Makes every place that builds an expression at run time build all of its own: whoever adds such a place adds an
 * example here, or `npm run check` refuses it.
 */
export async function runExamples(): Promise<void> {
  const [{ statedFacts, ungroundedFacts }, { commitments }, { intentOf }, { smallTalk }, { marksOf }] =
    await Promise.all([
      import('../../cloud/src/grounding/index.ts'),
      import('../../cloud/src/answer/commitments.ts'),
      import('../../cloud/src/portuguese/index.ts'),
      import('../../cloud/src/portuguese/index.ts'),
      import('../../cloud/src/knowledge/retrieval/marks.ts'),
      import('../../cloud/src/knowledge/retrieval/topics.ts'),
    ])
  statedFacts('O bolo custa R$ 20.')
  ungroundedFacts('O bolo custa R$ 20.', ['O bolo custa R$ 20.'])
  for (const granted of [
    'Tem desconto.',
    'É grátis.',
    'Ganha um brinde.',
    'Está aprovado.',
    'Está confirmado.',
    'É vitalícia.',
    'Fazemos o reembolso.',
  ])
    commitments(granted, { cited: [], customer: [] })
  intentOf('quero falar com um atendente')
  smallTalk('oi, aqui é a mãe do Theo')
  marksOf('dia 12 de março')
}
