/**
 * Phrases of small talk as people type them on WhatsApp in Brazil: folded (lower case, no accents), runs of one letter
 * written once ("oii" is "oi", "otimoo" is "otimo"). A longer phrase wins over a shorter one.
 */
export const SMALL_TALK_PHRASES = {
  greeting: `oi; ola; oie; oiee; opa; eae; eai; e ai; ei; hey; hi; helo; alo; salve; fala; fala ai; bom dia; boa tarde; boa noite; bd; bt; bn;
    dia; noite; tarde; boa; tudo bem; tudo bom; td bem; td bom; tdb; tudo joia; tudo certo; tudo certinho; tudo tranquilo; como vai;
    como vai voce; como voce esta; como vc esta; como vc ta; como voces estao; como vcs estao; tudo bem com voce; tudo bem com voces;
    tudo bem com vc; tudo bem com vcs; tudo bem por ai; tudo bem ai; blz; beleza; tranquilo; suave; bom diaa; prazer; saudacoes`,
  thanks: `obrigado; obrigada; obrigadao; obrigadinha; obrigadinho; brigado; brigada; brigadao; brigadinho; brigadinha; obg; obgd; obgda;
    obga; obrigadu; valeu; vlw; vlws; valew; agradeco; agradecida; agradecido; grata; grato; gratidao; tks; thanks; thank you; tmj; tamo junto;
    deus abencoe; deus te abencoe; que deus abencoe; deus lhe pague; ajudou; ajudou muito; me ajudou muito; ajudou bastante; ajudou demais;
    muito obrigado; muito obrigada`,
  ok: `ok; okay; okey; okei; oks; oki; okidoki; k; certo; certinho; combinado; combinadissimo; entendi; entendido; intendi; tendi; saquei; fechado;
    fechou; perfeito; perfeita; show; show de bola; top; otimo; otima; excelente; joia; jóia; maravilha; maravilhoso; legal; massa; bacana; dale;
    ta bom; ta bem; ta certo; ta ok; ta otimo; ta joia; tabom; ta; tah; esta bem; esta bom; esta certo; tudo certo; isso ai; pode deixar; ah ta;
    ata; atah; anotado; ciente; positivo; de boa; sem problema; sem problemas; tranquilo; suave; blz; beleza; bls; blza; blzinha; que bom; que otimo;
    que legal; que maravilha; adorei; amei; gostei; demais; recebido; recebi; vi aqui; vou ver; vou aguardar; aguardo; fico no aguardo; no aguardo;
    eu aguardo; estou aguardando; to aguardando`,
  goodbye: `tchau; tchauzinho; xau; chau; ate mais; ate logo; ate amanha; ate breve; ate a proxima; ate la; ate; bom descanso; bom fim de semana;
    bom final de semana; otimo fim de semana; otimo final de semana; bom fds; otimo fds; bom feriado; boa semana; otima semana; bom trabalho; bons sonhos; fui; flw;
    flws; falou; bj; bjs; bjo; bjos; bjus; beijo; beijos; beijinho; beijinhos; abs; abraco; abracos; um abraco; um beijo; grande abraco; fica com deus; fique com deus;
    fiquem com deus; otimo dia; otima tarde; otima noite; um otimo dia; uma otima tarde; uma otima noite; tenha um bom dia; tenha um otimo dia; tenham um bom dia;
    bom resto de dia; boa viagem`,
  /** Said beside small talk, meaning nothing alone. */
  filler: `pesoal; gente; galera; moca; moco; mocinha; querida; querido; queridos; amigo; amiga; amigos; linda; lindo; lindas; flor; meu bem; amor; amores; senhor; senhora; dona; seu;
    vc; vcs; voce; voces; viu; mesmo; mesma; demais; muito; muitisimo; mto; mt; mtu; pra vc; pra vcs; pra voce; pra voces; pra todos; a todos; para voce; para voces; para todos;
    tambem; tb; tbm; por tudo; pela ajuda; pela atencao; pela resposta; pela paciencia; pela informacao; pelas informacoes; pela gentileza; pelo atendimento; pelo retorno;
    pelo carinho; pela forca; pela dica; pela rapidez; por enquanto; por ajudar; por me ajudar; por responder; ai; entao; ja; um; uma; so; tao; e; ah; aah; oh; ahn; ne; hein; uai; rs; por nada;
    de nada; imagina; igualmente; digo; a todos; povo; chefe; parceiro; mano; cara; irmao; de coracao; de verdade; mil vezes; nao; nada; sim; era so isso; era isso; so isso; e so isso; por hoje; tao;
    vcs sao 10; vcs sao dez; voces sao dez; voces sao 10; vcs sao demais; voces sao demais; vcs sao top; voces sao top; vcs sao otimos; voces sao otimos; vcs sao os melhores; voces sao os melhores;
    vcs sao uns amores; voces sao uns amores; vcs sao show; voces sao show; vcs sao nota 10; voces sao nota 10; vcs sao maravilhosos; voces sao maravilhosos; vcs sao incriveis; voces sao incriveis; vc e dez; vc e 10; vc e demais;
    voce e demais; vc e um amor; voce e um amor; vc e top; vc e show; atendimento nota 10; nota 10; atendimento otimo; otimo atendimento; excelente atendimento; adorei o atendimento; depois eu falo; depois te falo; depois falo; qualquer coisa eu chamo; qualquer coisa te chamo;
    qualquer coisa chamo; qualquer coisa aviso; bom saber; que isso; da equipe; equipe; a equipe`,
} as const

/** Kinship and roles by which people introduce themselves: "aqui é a mãe do Theo". */
export const KIN =
  'mae|pai|avo|vo|tia|tio|filha|filho|esposa|marido|mulher|irma|irmao|madrinha|padrinho|namorada|namorado|noiva|noivo|sogra|sogro|prima|primo|tutora|tutor|dona|dono'

/** Emoji of trouble or question: a text with one of them deserves a reading. */
export const HEAVY_EMOJI = /[😡🤬😠👿💢👎❓❔⁉🆘🚨🔥😭🤢🤮🩸🚑]/u
export const THANKS_EMOJI = /[🙏❤💕💖💗💛💚💙💜🧡🥰😍😘💐🌹]/u
export const HELLO_EMOJI = /[👋]/u
