/** What people type on WhatsApp → the Portuguese it stands for, folded (lower case, no accents). Applied to questions and knowledge. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    vc: 'voce', vcs: 'voces', ce: 'voce', ces: 'voces', oce: 'voce', tb: 'tambem', tbm: 'tambem', tmb: 'tambem',
    q: 'que', oq: 'o que', oque: 'o que', pq: 'porque', pqe: 'porque', prq: 'porque', qm: 'quem', ql: 'qual', qd: 'quando',
    qdo: 'quando', qnd: 'quando', qndo: 'quando', qto: 'quanto', qt: 'quanto', qnt: 'quanto', qnto: 'quanto', qtos: 'quantos',
    qts: 'quantos', qnts: 'quantos', qta: 'quanta', qtas: 'quantas', qnts_: 'quantos', n: 'nao', nn: 'nao', num: 'nao', eh: 'e',
    ta: 'esta', to: 'estou', tou: 'estou', tava: 'estava', tao: 'estao', c: 'com', p: 'para', pra: 'para', pro: 'para o',
    pras: 'para as', pros: 'para os', d: 'de', dps: 'depois', dpois: 'depois', ant: 'antes', hj: 'hoje', hje: 'hoje',
    amn: 'amanha', amnh: 'amanha', amh: 'amanha', onti: 'ontem', agr: 'agora', blz: 'beleza', vlw: 'obrigado', obg: 'obrigado',
    obgd: 'obrigado', brigado: 'obrigado', brigada: 'obrigado', pfv: 'por favor', pf: 'por favor', pfvr: 'por favor',
    fds: 'fim de semana', seg: 'segunda', ter: 'terca', qua: 'quarta', qui: 'quinta', sex: 'sexta', sab: 'sabado', dom: 'domingo',
    hr: 'hora', hrs: 'horas', hs: 'horas', min: 'minutos', mins: 'minutos', bjs: 'beijos', msg: 'mensagem', msgs: 'mensagens',
    zap: 'whatsapp', zapzap: 'whatsapp', whats: 'whatsapp', wpp: 'whatsapp', whatsap: 'whatsapp', watsap: 'whatsapp',
    tel: 'telefone', cel: 'celular', end: 'endereco', av: 'avenida', niver: 'aniversario', aniver: 'aniversario', refri: 'refrigerante',
    mto: 'muito', mt: 'muito', mta: 'muita', mtos: 'muitos', cmg: 'comigo', ctg: 'contigo', vdd: 'verdade', td: 'tudo', tds: 'todos',
    ngm: 'ninguem', alg: 'alguem', msm: 'mesmo', nd: 'nada', neh: 'ne', aq: 'aqui', axo: 'acho', naum: 'nao', kd: 'cade', cad: 'cade',
    qlqr: 'qualquer', qqr: 'qualquer', sla: 'sei la', add: 'adicionar', cttt: 'contato', ctt: 'contato', pgto: 'pagamento',
    pag: 'pagamento', pgt: 'pagamento', vlr: 'valor', prox: 'proximo', hrio: 'horario', aki: 'aqui', dnv: 'de novo', tbem: 'tambem',
    loc: 'localizacao', obs: 'observacao', qtd: 'quantidade', qtde: 'quantidade', und: 'unidade', kilo: 'quilo', kg: 'quilo', kgs: 'quilos',
    cc: 'cartao de credito', div: 'dividir', dia_: 'dia', info: 'informacao', infos: 'informacoes', dr: 'doutor', dra: 'doutora', prof: 'professor',
    bb: 'bebe', fofis: 'fofo', pvt: 'privado', rola: 'da certo', off: 'desconto', delivery: 'entrega', wifi: 'internet', doguinho: 'cachorro',
  }).map(([short, long]) => [short.replaceAll('_', ''), long]),
)
