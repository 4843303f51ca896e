/** Groups about time, place, people and the house itself. See synonyms.ts. */
export const PLACE_GROUPS: readonly (readonly [string, string])[] = [
  [
    'hours',
    'horario, abrir, abre, abrem, aberto, fechar, fecha, fecham, fechado, funcionar, funciona, funcionamento, expediente, que horas, ate que horas, plantao, atende, atendemos',
  ],
  ['morning', 'manha, cedo, cedinho, manhazinha, de manha, primeira hora'],
  ['afternoon', 'tarde, tardinha, de tarde, a tarde'],
  [
    'night',
    'noite, noturno, madrugada, de noite, 24h, meia noite, virar a noite, viram a noite, vinte e quatro horas',
  ],
  ['weekday', 'segunda a sexta, durante a semana, dia de semana, dias uteis, dia util, meio de semana'],
  ['weekend', 'fim de semana, final de semana, sabado, domingo, sabados, domingos'],
  [
    'holiday',
    'feriado, feriados, recesso, natal, ano novo, reveillon, carnaval, pascoa, emendar, vespera, ferias, ponto facultativo',
  ],
  [
    'christmas',
    'natal, natalino, ceia, vespera de natal, 24 de dezembro, 25 de dezembro, 24/12, dezembro, panetone',
  ],
  ['new-year', 'ano novo, reveillon, virada, 31 de dezembro, 31/12, 1 de janeiro, primeiro de janeiro'],
  ['easter', 'pascoa, ovo de pascoa, semana santa, sexta feira santa, paixao'],
  ['eve', 'vespera, dia anterior, dia antes, um dia antes, menos de 24 horas, menos de 48 horas'],
  ['vacation', 'ferias, recesso, viajar, viagem, fora da cidade, coletivas'],
  [
    'place',
    'endereco, onde, localizacao, fica onde, ficam onde, onde fica, ficamos, rua, avenida, bairro, como chegar, mapa, ponto de referencia, localizado, esquina, onde voces ficam, praca, matriz',
  ],
  ['branch', 'unidade, loja, filial, matriz, sede, quiosque, lojinha, franquia'],
  [
    'parking',
    'estacionar, estacionamento, vaga de carro, vagas de carro, vaga, manobrista, valet, parar o carro, garagem, carro, onde parar, deixar o carro',
  ],
  [
    'access',
    'acessibilidade, rampa, elevador, escada, degrau, degraus, cadeirante, cadeira de rodas, bengala, muleta, mobilidade, deficiente, deficiencia, subir, terreo, idoso',
  ],
  ['restroom', 'banheiro, toalete, trocador, fraldario, lavabo, sanitario'],
  ['internet', 'internet, senha da internet, wi fi, senha, rede'],
  [
    'contact',
    'telefone, numero, contato, whatsapp, email, e mail, ligar, ligacao, instagram, falar com, mensagem, chamar, site, mandar mensagem',
  ],
  [
    'reply-time',
    'responder, respondido, respondemos, resposta, retorno, atender mensagem, ninguem falou, ninguem respondeu, demora para responder',
  ],
  [
    'staff',
    'equipe, funcionario, funcionaria, profissional, atendente, quem atende, responsavel, dono, dona, gerente, proprietario, fundador, quem e, socio',
  ],
  [
    'history',
    'fundada, fundado, desde, existe desde, comecou, comecaram, historia, anos de mercado, inauguracao, inaugurada, quantos anos',
  ],
  [
    'person-count',
    'pessoas, pessoa, cabecas, convidados, gente, serve, rende, participantes, alunos, lugares, por pessoa, por cabeca, individual',
  ],
  [
    'party',
    'festa, evento, aniversario, comemoracao, casamento, confraternizacao, batizado, cha de bebe, comemorar, recepcao, niver, festinha',
  ],
  ['wedding', 'casamento, noiva, noivo, casorio, madrinha, casar, cerimonia, matrimonio'],
  ['decor', 'decoracao, decorar, balao, bexiga, enfeite, toalha, mesa posta, decorado, enfeitar'],
  ['music', 'musica, som, banda, caixa de som, karaoke, dj, barulho, cantar'],
  ['smoke', 'fumar, fumante, cigarro, area de fumante, narguile'],
  [
    'reserve-space',
    'alugar o espaco, reservar o espaco, salao, espaco, area, varanda, sala, auditorio, quadra',
  ],
  [
    'child',
    'crianca, criancas, bebe, filho, filha, infantil, menor, menino, menina, kids, baixinho, pequeno, filhinho, neto, neta, sobrinho, menores',
  ],
  [
    'age',
    'idade, anos, anos de idade, faixa etaria, meses, a partir de quantos anos, menor de idade, maior de idade, velho, nova demais',
  ],
  ['guardian', 'responsavel, pais, mae, pai, mamae, papai, tutor, familia, avo, vo'],
  ['old-person', 'idoso, terceira idade, aposentado, melhor idade, idosa, velhinho, sogra'],
  ['companion', 'acompanhante, acompanhar, ficar junto, junto, comigo, companhia, acompanhada'],
  ['visit', 'visita, visitar, visitacao, conhecer, tour, ver ele, ver ela, ir ver'],
  ['today', 'hoje, hoje ainda, agora, nesse momento'],
  ['tomorrow', 'amanha, dia seguinte, manha seguinte, outro dia'],
  ['password', 'senha, pin, codigo, desbloqueio, desbloquear, desbloqueado, bloqueado, padrao'],
  [
    'safe',
    'seguro, seguranca, privacidade, sigilo, confidencial, camera, monitorado, intimo, intima, dados, lgpd, risco',
  ],
  [
    'transport',
    'transporte, van, onibus, metro, perua, levar e buscar, motorista, carona, uber, aplicativo, taxi',
  ],
  ['travel', 'viagem, viajar, aviao, aeroporto, embarque, voo, rodoviaria, estrada'],
  [
    'enrol',
    'matricula, matricular, inscricao, inscrever, cadastro, cadastrar, vaga, ingressar, entrar, rematricula',
  ],
  ['class', 'aula, curso, turma, oficina, workshop, treinamento, aulinha, ensinar, aprender'],
  ['teacher', 'professor, professora, instrutor, instrutora, monitor, educador, mestre'],
  ['certificate', 'certificado, diploma, comprovante de conclusao, certificacao, homologacao, selo'],
  ['uniform', 'uniforme, farda, roupa, traje, camiseta, agasalho, tenis'],
  [
    'school-list',
    'material, lista de material, livro, apostila, caderno, agenda, mochila, material escolar, apostilado',
  ],
  [
    'full-time',
    'integral, periodo integral, dia inteiro, dia todo, tempo integral, meio periodo, parcial, turno, contraturno',
  ],
  ['adaptation', 'adaptacao, adaptar, acostumar, primeiros dias, chorar, comeco'],
  ['homework', 'licao, dever, tarefa, trabalho de casa, exercicio'],
  ['bring', 'trazer, levar, vir com, de fora, proprio, trago, levo, posso entrar com'],
  [
    'allow',
    'permitido, proibido, liberado, autorizado, bem vindos, bem vindo, pode entrar, nao entra, nao pode, vetado, aceito, entra, deixam entrar',
  ],
  [
    'first-time',
    'primeira vez, experimental, experimentar, teste, novo cliente, conhecer, primeira consulta',
  ],
  ['website', 'site, pagina, loja virtual, online, aplicativo, app, link, instagram, rede social'],
  [
    'size',
    'tamanho, medida, medidas, dimensao, largura, altura, comprimento, centimetros, metros, grande, medio, pequeno, cm, metro, porte',
  ],
  ['weight', 'peso, pesa, quilo, quilos, gramas, pesado, leve, grama'],
  ['color', 'cor, cores, tom, tonalidade, acabamento, colorido, amarelado, preto, branco, azul'],
  [
    'material',
    'material, materia prima, madeira, mdf, tecido, feito de, composicao, ingrediente, ingredientes, leva',
  ],
  ['install', 'instalar, instalacao, montar, montagem, montador, colocar, colocacao, desmontar, montadores'],
  [
    'clean',
    'limpar, limpeza, higienizar, higienizacao, higiene, lavar, lavagem, esterilizar, autoclave, descartavel, molhar, sujo, esterilizado',
  ],
]
