/** Someone who works there, by role. */
const ROLE =
  '(?:pessoas?|seres? humanos?|humanos?|humanas?|atendentes?|gerentes?|responsave(?:l|is)|don[oa]s?|proprietari[oa]|vendedore?s?|vendedora|consultor(?:a|es)?|supervisora?|diretora?|coordenadora?|recepcionista|secretari[oa]|funcionari[oa]s?|suporte|ouvidoria|encarregad[oa]|chefe|patrao|patroa|tecnic[oa]|medic[oa]|veterinari[oa]|professora?|alguem(?: d[aeo]s? (?:equipe|loja|setor|financeiro|suporte|atendimento|escola|clinica|salao|vendas))?|gente de verdade|moc[oa] d[aeo] \\w+|financeiro|comercial|atendimento humano)'
const ARTICLE = '(?:com )?(?:um|uma|o|a|os|as|algum|alguma|outr[oa]|seu|sua|voces|ess[ae])?'
const WISH =
  '(?:quero|queria|qeria|preciso|precisava|gostaria|posso|poderia|pode|podem|consigo|da|daria|tem|teria|prefiro|deixa|me deixa|deixe|exijo|necessito|desejo|vou|vamos|so|favor|por favor|como faco|como eu faco|bora|tento|tentando|aguardo)'
const TALK = '(?:falar|fala|conversar|tratar|resolver|ser atendid[oa]|falasse|contato|comunicar)'
const REAL = '(?:de verdade|real|reais|humano|humana|de carne e osso|vivo|viva)'

/** Someone a customer may call by name: not a relative, a thing or the company as a whole. */
const NOT_A_NAME =
  '(?!(?:voces?|meu|minha|loja|salao|clinica|escola|empresa|padaria|matriz|unidade|filial|banco|operadora|seguradora|fabrica|robo|marido|esposa|mae|pai|cartao|cliente|vizinh[oa]|sindic[oa]|frente|mim|conta|pix|outr[oa]|hoje|amanha|data|horario|dia|ca|la|aqui|zap|nome|noiv[oa]|segunda|terca|quarta|quinta|sexta|sabado|domingo|tarde|manha|noite|proxim[oa]|semana|mes|plano|valor|preco|link|endereco|telefone|numero|que|nos|eles|elas|casa|turma|linha|credito|debito|a|o|as|os)\\b)[a-z]{3,}'

const REQUESTS = [
  new RegExp(
    `\\b${WISH}\\b(?: (?!nao\\b)\\w+){0,4} ${TALK}(?: \\w+){0,3} (?:com|pra) (?:${ARTICLE} )?${ROLE}\\b`,
  ),
  new RegExp(
    `\\b${WISH}\\b(?: (?!nao\\b)\\w+){0,3} ${TALK} com (?:o|a|seu|dona|dr|dra|a dra|o dr|a dona|o seu|a prof|o prof) ${NOT_A_NAME}`,
  ),
  new RegExp(
    `^ (?:(?:oi|ola|bom dia|boa tarde|boa noite|moca|moco) ?,? )?(?:falar|conversar) com (?:${ARTICLE} )?(?:${ROLE}|(?:o|a|dra|dr|a dra|o dr) ${NOT_A_NAME})\\b`,
  ),
  new RegExp(
    `\\b(?:pass(?:a|e|ar|ando)|transfer(?:e|ir|em)|transfir(?:a|am)|encaminh(?:a|ar|e)|direcion(?:a|ar|e)|conect(?:a|ar|e)|bota|coloc(?:a|ar|que)|lig(?:a|ar|ue)|redirecion(?:a|ar|e))(?: (?:me|eu|logo|direto|a ligacao|o contato|a conversa|o atendimento))?(?: (?:pra|com|a))? ${ARTICLE} ?${ROLE}\\b`,
  ),
  new RegExp(
    `\\b(?:me pass(?:a|e|ar|em)|me transfer(?:e|ir|em)|me transfira|me encaminh(?:a|e|ar)|me coloc(?:a|ar|que)) (?:pra|com) (?:o |a |dra |dr |a dra |o dr |seu |dona |a dona |o seu )?${NOT_A_NAME} ?(?:$|[.,?]|por favor|agora|logo|urgente|ai)`,
  ),
  new RegExp(`\\b(?:cham(?:a|ar|e|em)|busca|traz) (?:ai )?${ARTICLE} ?(?:${ROLE})\\b(?! ?de elevador)`),
  new RegExp(
    `\\b(?:quero|queria|preciso(?: de)?|exijo|gostaria de|me ve|cade|manda) (?:um|uma|o|a|algum|alguma|falar) (?:${ROLE})\\b(?! (?:a mais|que (?:monte|faca|instale|conserte|venha)|pra (?!falar|conversar|resolver|me )\\w+|em casa|particular))`,
  ),
  new RegExp(`\\b(?:pessoa|alguem|gente|atendente|vendedora?|ser) (?:que seja )?${REAL}\\b`),
  /\b(?:tem|teria|ha|existe) (?:algum |alguma |alguem |uma |um )?(?:alguem|gente|pessoa|atendente|humano|ser humano|funcionario) (?:\w+ ){0,2}(?:pra (?:conversar|falar|me atender|me ajudar|atender)|disponivel|online|que possa me (?:atender|ajudar))\b/,
  /\b(?:nao quero|nao gosto de|nao aguento|cansei de|cansei d|cansad[oa] d|odeio|chega d|sem) ?(?:e )?(?:mais )?(?:falar |conversar )?(?:com )?(?:esse |este |um |o |essa )?(?:robo|automatico|atendimento automatico|mensagem automatica)\b/,
  new RegExp(`\\bcontato (?:direto )?com (?:${ARTICLE} )?${ROLE}\\b`),
  /\b(?:falar|conversar|tratar) com gente (?:$|[.,?]|de|que|viva)/,
  /\b(?:tem|ha) (?:algum |um )?(?:ser )?humano (?:$|[.,?]|ai|aqui|por ai)/,
  /\bnao com (?:um |uma |o |a |esse )?robo\b|\brobo nao\b|\batendimento humano\b/,
]

/** The whole message, politeness aside, names who should answer: "atendente por favor". */
const ALONE =
  /^ (?:(?:oi|ola|quero|por favor|bom dia|boa tarde|boa noite|um|uma|o|a|falar com|,|\.) )*(?:atendente|humano|pessoa|atendimento humano|gerente|responsavel|supervisor|falar com alguem|falar com atendente|alguem real)(?: (?:por favor|urgente|ja|agora|humano|humana|,|\.|\?))* $/

/** Asking when someone is there, how much, or whether this is a robot is a question, not a request to be passed on. */
const ABOUT_SOMEONE =
  /\b(?:qual o horario|quais os horarios|que horario|que horas|ate que horas|a partir de que horas|quando|que dias?|quais dias|quanto|quantos|quantas|vaga de|vaga pra|trabalhar como|salario|curriculo|voce e|isso e|aqui e|e voce|estou falando com|e um robo|domingo|feriado)\b/

/** Whether a customer (see `plainChat`) asks for a person. Word sense matters: "qual o horário do atendente?" does not. */
export function asksForPerson(plain: string): boolean {
  if (ALONE.test(plain)) return true
  return plain
    .replace(/ \./g, ' . ')
    .split(/(?<=[.?])/)
    .some(
      (sentence) =>
        !ABOUT_SOMEONE.test(sentence) && REQUESTS.some((request) => request.test(padded(sentence))),
    )
}

function padded(sentence: string): string {
  return ` ${sentence.trim()} `
}
