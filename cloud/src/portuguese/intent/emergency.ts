/** Said only when it is happening now. */
const CRYING_FOR_HELP = [
  /(?<!(?:tema|senhora|nossa|maria|dona|perpetuo|do|da|de|tia|rua) )\bsocorro\b(?! (?:silva|souza|santos))/,
  /\bme ajud[ae]m? (?:pelo amor de deus|urgente)\b/,
  /\b(?:e|isso e|e uma|temos uma|estou com uma|estou numa|estamos em|e um caso de) emergencia\b/,
  /\b(?:chamem?|mandem?) (?:uma |a )?(?:ambulancia|samu|bombeiros?|policia)\b/,
]

/** Health, fire and violence in the present; a hypothetical sentence cancels them. */
const HAPPENING = [
  /\b(?:convulsionando|tendo (?:uma )?convulsao|em convulsao|convulsao agora|teve uma convulsao agora|enfartando|infartando|tendo um (?:infarto|avc|ataque))\b/,
  /\b(?:parou de|nao (?:esta |consegue |consigo |estou )?)respira(?:r|ndo)?\b|\bsem conseguir respirar\b|\bfalta de ar (?:agora|muito forte)\b|\bnao esta respirando\b/,
  /\b(?:engasgou|engasgad[oa]|engasgando|sufocando|afogando|se afogou)\b/,
  /\b(?:desmaiou|desmaiad[oa]|desacordad[oa]|inconsciente|desfalecid[oa])\b/,
  /\b(?:sangrando (?:muito|demais|sem parar)|nao para de sangrar|hemorragia|perdendo muito sangue|muito sangue)\b/,
  /\b(?:pegando fogo|pegou fogo agora|comecou a pegar fogo|em chamas|esta fogo|um incendio|incendio (?:aqui|na|no|agora)|cheiro forte de gas|cheiro de gas|vazando gas|vazamento de gas)\b/,
  /\b(?:explodiu|curto.circuito agora|saindo fumaca|soltando fumaca)\b/,
  /\b(?:tomou|comeu|engoliu|ingeriu|bebeu) (?:veneno|chumbinho|remedio errado|agua sanitaria|soda|uma pilha|uma bateria|um prego|uma agulha)\b|\benvenenad[oa]\b|\boverdose\b/,
  /\b(?:foi|fui|acabou de ser|acabaram de ser) atropelad[oa]\b/,
  /\b(?:garganta (?:esta )?fechando|choque anafilatico|anafilaxia|labio inchando|rosto (?:esta )?inchando|lingua inchando)\b/,
  /\b(?:estao assaltando|sendo assaltad[oa]|assalto agora|esta armado|sequestr(?:o|ado|ada))\b/,
  /\b(?:vou me matar|quero me matar|quero morrer|me suicidar|tirar (?:a )?minha (?:propria )?vida|nao quero mais viver)\b/,
  /\b(?:levou|levei|tomou|tomei) (?:um )?choque (?:forte|agora|eletrico)\b/,
  /\b(?:esta|estou) (?:morrendo|agonizando|entre a vida e a morte)(?! de (?:fome|vontade|saudade|rir|vergonha|calor|frio|sede|medo|curiosidade|inveja|amor|sono|raiva))\b/,
]

/** "Se ele engasgar…", "vocês atendem…", "seguro contra…": a question about such a case, not the case. */
const HYPOTHETICAL =
  /\b(?:se (?:um dia|por acaso|acaso|alguem|ele|ela|o|a|meu|minha|eu|der|acontecer|houver)|caso|em caso de|voces (?:atendem|fazem|tem|trabalham|aceitam|cobrem|cuidam)|curso|treinamento|seguro|cobre|cobertura|garantia|extintor|filme|livro|fantasia|plantao de emergencia|e normal|ano passado|mes passado|semana passada|ja teve|uma vez|historico)\b/

/** Whether a customer (see `plainChat`) tells of danger to life, health or house that is happening now. */
export function isEmergency(plain: string): boolean {
  if (CRYING_FOR_HELP.some((cry) => cry.test(plain))) return true
  return plain
    .split(/[.?]/)
    .some(
      (sentence) =>
        HAPPENING.some((sign) => sign.test(sentence)) &&
        (!HYPOTHETICAL.test(sentence) || /\bagora\b/.test(sentence)),
    )
}
