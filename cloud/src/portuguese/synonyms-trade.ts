/** Groups about buying: money, payment, orders, delivery, contracts, problems. See synonyms.ts. */
export const TRADE_GROUPS: readonly (readonly [string, string])[] = [
  [
    'price',
    'preco, valor, custo, custar, cobrar, cobranca, quanto custa, quanto e, quanto sai, quanto fica, quanto esta, quanto da, sai por, fica em, tabela, orcamento, reais, taxa, tarifa, mensalidade, diaria, investimento, quanto voces cobram, preco de, pagar quanto',
  ],
  [
    'free',
    'gratis, gratuito, de graca, sem custo, sem taxa, cortesia, nao paga, isento, por nossa conta, sem cobrar, nao cobramos, brinde, incluso, abatido',
  ],
  [
    'pay',
    'pagamento, pagar, pix, dinheiro, debito, credito, cartao, boleto, parcelar, parcela, vezes, maquininha, a vista, cheque, transferencia, deposito, forma de pagamento, acertar',
  ],
  [
    'instalment',
    'parcelar, parcela, parcelado, parcelamento, dividir, em vezes, sem juros, juros, prestacao, 2x, 3x, 4x, 5x, 6x, 10x, 12x, carne',
  ],
  ['cash', 'dinheiro, especie, em maos, nota, troco'],
  ['meal-voucher', 'vale alimentacao, vale refeicao, ticket, alelo, sodexo, vr, va, ben, pluxee, vale'],
  ['credit-sale', 'fiado, pendurar, anotar na conta, pagar depois, caderneta'],
  [
    'deposit',
    'sinal, entrada, adiantamento, adiantado, adiantar, reserva, caucao, deposito, antecipado, metade antes, segurar',
  ],
  [
    'invoice',
    'nota fiscal, nota, cupom, cupom fiscal, recibo, comprovante, cpf, cnpj, nf, reembolso, fatura',
  ],
  [
    'discount',
    'desconto, promocao, oferta, abatimento, cupom, mais barato, precinho, condicao, abater, por cento, promocional, cashback, descontar',
  ],
  [
    'cheap',
    'barato, simples, basico, em conta, economico, essencial, popular, menor preco, mais simples, mais em conta',
  ],
  ['upscale', 'completo, premium, especial, caro, top, melhor, total, plus'],
  ['order', 'encomenda, encomendar, pedido, pedir, comprar, compra, reservar, reserva, solicitar'],
  [
    'book',
    'agendar, agendamento, marcar, agenda, reservar, reserva, horario marcado, hora marcada, vaga, encaixe, encaixar, disponibilidade',
  ],
  ['walk-in', 'ordem de chegada, sem marcar, sem hora marcada, sem agendar, chegar na hora, fila, direto'],
  [
    'reschedule',
    'remarcar, remarcacao, trocar a data, mudar a data, adiar, outra data, nova data, mudar o horario, transferir',
  ],
  [
    'cancel',
    'cancelar, cancelamento, desistir, desistencia, desmarcar, rescindir, rescisao, sair, encerrar, trancar, voltar atras, imprevisto, nao vou conseguir',
  ],
  [
    'refund',
    'devolver, devolucao, reembolso, reembolsar, estornar, estorno, dinheiro de volta, retido, retemos, ressarcir, volta, perder, perde',
  ],
  ['exchange', 'trocar, troca, substituir, devolver, devolucao, arrependimento, lacrado'],
  ['fine', 'multa, penalidade, fidelidade, fidelizacao, carencia, quebra de contrato'],
  ['pause', 'pausar, pausa, suspender, suspensao, congelar, trancar, trancamento, interromper, parar'],
  [
    'subscription',
    'assinatura, assinar, assinante, plano, clube, mensalidade, mensal, por mes, todo mes, pacote, recorrente, mensalista',
  ],
  ['contract', 'contrato, termo, assinado, acordo, clausula, regulamento'],
  [
    'delivery',
    'entrega, entregar, entregam, frete, motoboy, motoqueiro, levar em casa, trazer em casa, deixar em casa, mandar, em casa, domicilio, na porta, enviar, envio, despachar, transportadora, leva e traz',
  ],
  [
    'shipping-mail',
    'correio, correios, sedex, pac, postar, rastreio, rastreamento, codigo de rastreio, transportadora, enviar para outra cidade, outro estado, todo o brasil',
  ],
  [
    'pickup',
    'retirar, retirada, buscar, busca, pegar, coleta, apanhar, recolher, levar embora, retirar na loja',
  ],
  [
    'home-visit',
    'domicilio, em casa, ate aqui, vir aqui, ir na minha casa, atendimento externo, visita, no local, a domicilio, deslocamento, minha residencia, vem na minha casa',
  ],
  ['minimum', 'minimo, minima, pedido minimo, a partir de, pelo menos, no minimo'],
  ['maximum', 'maximo, maxima, limite, no maximo, cabem, cabe, capacidade, lotacao'],
  [
    'lead-time',
    'antecedencia, prazo, com antecedencia, avisar, avisando, dias antes, horas antes, quanto tempo antes, dias uteis, antes',
  ],
  [
    'duration',
    'demora, demorar, leva, duracao, dura, durar, prazo, tempo, quanto tempo, fica pronto, pronto, minutos, horas, rapido',
  ],
  [
    'urgent',
    'urgente, urgencia, expresso, na hora, mesmo dia, correndo, pressa, rapidinho, fura fila, imediato, emergencia, para hoje, para ontem, encaixe, rapido',
  ],
  [
    'late',
    'atraso, atrasar, atrasado, tolerancia, chegar depois, chego depois, transito, demorei, depois do marcado',
  ],
  ['no-show', 'faltar, falta, nao apareceu, nao compareceu, perdeu o horario, faltou, ausencia'],
  [
    'warranty',
    'garantia, cobre, coberto, cobertura, conserto gratis, refazer, refazemos, ajuste, assistencia, retoque',
  ],
  [
    'defect',
    'defeito, estragado, quebrado, errado, amassado, danificado, avariado, problema, nao funciona, veio errado, com defeito, quebrou, quebrar, queimou, piscando, travando, piscar, travar',
  ],
  ['complaint', 'reclamacao, reclamar, insatisfeito, nao gostei, ouvidoria, nao gostou'],
  [
    'forgotten',
    'esqueci, esquecer, perdi, perdido, achados, perdidos, deixei ai, ficou ai, largado, abandonado, nao retirado, nao retirada, nao buscou, nunca busquei',
  ],
  ['keep', 'guardar, guardamos, guardado, fica guardada, armazenar, conservar, conservacao, validade'],
  [
    'third-party',
    'outra pessoa, terceiro, no meu lugar, buscar por mim, meu irmao, minha irma, autorizacao, procuracao, em nome de, por mim, titular, emprestar',
  ],
  [
    'document',
    'documento, documentos, rg, cpf, identidade, certidao, comprovante, papelada, documentacao, laudo, atestado, declaracao, papel',
  ],
  ['estimate', 'orcamento, avaliacao, avaliar, diagnostico, estimativa, projeto, medicao, vistoria, olhar'],
  ['photo', 'foto, fotografia, imagem, retrato, selfie, print, desenho, estampa'],
  [
    'gift',
    'presente, presentear, vale presente, cartao presente, embrulho, embalagem de presente, lembrancinha, dar de presente',
  ],
  [
    'loyalty',
    'fidelidade, cartaozinho, pontos, pontuacao, indicacao, indicar, indicou, programa, cliente antigo, ganhar, cartao fidelidade',
  ],
  ['birthday', 'aniversario, aniversariante, parabens, fazer anos, niver'],
  [
    'company',
    'empresa, empresas, firma, escritorio, pj, cnpj, corporativo, empresarial, convenio, reuniao, trabalho',
  ],
  ['school', 'escola, colegio, creche, faculdade, curso, aula, turma, escolar, educacao'],
  ['charity', 'doacao, doar, patrocinio, igreja, ong, ajuda, carente, social, apoio'],
  ['wholesale', 'atacado, revenda, revender, revendedor, quantidade, lote, grande quantidade, volume'],
  [
    'job',
    'vaga, emprego, curriculo, trabalhar, trabalhe, contratar, contratando, salario, estagio, entrevista, procuramos, funcionario',
  ],
  [
    'health-plan',
    'convenio, plano de saude, plano, unimed, amil, bradesco, sulamerica, operadora, seguro, rede credenciada, particular, reembolso',
  ],
  ['second-hand', 'seminovo, usado, segunda mao, recondicionado, revisado, de vitrine, mostruario'],
  [
    'stock',
    'estoque, disponivel, disponibilidade, acabou, esgotado, em falta, pronta entrega, tem ainda, chegou, reposicao',
  ],
  ['brand', 'marca, fabricante, laboratorio, grife, fornecedor, original, importado, nacional, linha'],
  ['recycle', 'descartar, descarte, reciclagem, reciclar, lixo, jogar fora, recolher, destinacao, velho'],
  ['proof', 'comprovante, comprovar, mostrar, apresentar'],
  ['sell', 'vender, venda, vendem, vendemos, comercializar, comprar'],
  ['rent', 'alugar, aluguel, locacao, emprestar, emprestimo, emprestado'],
  ['ready', 'pronto, pronta, prontos, finalizado, concluido, terminar, terminou, sair, chega, chegar'],
  ['receive', 'receber, recebemos, aceitar, aceita, aceitamos, trabalhamos'],
  [
    'choose',
    'escolher, escolha, opcao, opcoes, variedade, tipos, modelos, sabores, cores, catalogo, cardapio, lista, mostruario',
  ],
  [
    'include',
    'incluso, inclui, inclusa, vem com, acompanha, ja vem, composto, contem, esta incluso, ja com, mais',
  ],
]
