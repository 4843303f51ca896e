/** Groups about what is sold and done: food, health, beauty, animals, devices, home, cars. See synonyms.ts. */
export const CARE_GROUPS: readonly (readonly [string, string])[] = [
  [
    'dog',
    'cachorro, cao, caes, cachorra, cadela, cachorrinho, cachorrinha, vira lata, doguinho, pet, bicho, bichinho, animal, animais, canino, pastor, pastora, cadelinha',
  ],
  ['cat', 'gato, gata, gatinho, gatinha, felino, felinos, pet, bichano, bicho, animal'],
  ['bird', 'ave, aves, passaro, calopsita, papagaio, periquito, canario, passarinho'],
  [
    'small-pet',
    'coelho, hamster, porquinho da india, roedor, exotico, exoticos, furao, chinchila, tartaruga, reptil, repteis',
  ],
  ['puppy', 'filhote, filhotes, filhotinho, recem nascido, novinho'],
  ['leash', 'coleira, guia, focinheira, caixa de transporte, caixinha, solto'],
  ['neuter', 'castrar, castracao, castrado, castrada, esterilizar, cria, ninhada, operar'],
  [
    'vaccine',
    'vacina, vacinar, vacinacao, dose, doses, reforco, imunizar, imunizacao, antirrabica, raiva, carteirinha, aplicar, v8, v10',
  ],
  [
    'surgery',
    'cirurgia, operacao, operar, operado, operada, procedimento, anestesia, pontos, pos operatorio, cirurgico, operamos',
  ],
  ['fasting', 'jejum, sem comer, em jejum, comida, comer antes, de barriga vazia, come'],
  [
    'exam',
    'exame, exames, hemograma, ultrassom, raio x, coleta, resultado, resultados, sangue, urina, fezes, laudo, laboratorio, analise',
  ],
  ['stool', 'fezes, coco, evacuar, diarreia'],
  [
    'medicine',
    'remedio, medicamento, receita, farmacia, dosagem, comprimido, medicacao, anti inflamatorio, antibiotico, controlado, manipulado, soro',
  ],
  ['parasite', 'pulga, pulgas, carrapato, verme, vermifugo, sarna, piolho'],
  ['skin', 'pele, coceira, alergia, dermatologista, dermatite, irritacao, inchaco, mancha, micose, reacao'],
  [
    'doctor',
    'medico, medica, doutor, doutora, veterinario, veterinaria, vet, dentista, clinico, especialista, profissional',
  ],
  [
    'appointment',
    'consulta, consultar, retorno, atendimento, sessao, avaliacao, voltar, revisao, reavaliacao',
  ],
  [
    'hospital',
    'internacao, internar, internado, internada, uti, hospital, hospitalizado, passou a noite, soro, alta',
  ],
  ['er', 'emergencia, urgencia, socorro, plantao, passar mal, passou mal, grave, madrugada'],
  [
    'death',
    'cremacao, cremar, cinzas, obito, morreu, faleceu, morte, partiu, falecimento, urna, enterro, falecer',
  ],
  [
    'boarding',
    'hotel, hospedagem, hospedar, hospedam, hotelzinho, diaria, creche, pernoite, deixar ele, pousar',
  ],
  ['bath', 'banho, tosa, tosar, banhar, chuveiro, lavar, escovar, tomar banho'],
  [
    'pregnant',
    'gravida, gestante, gravidez, gestacao, prenha, amamentando, amamentar, lactante, gestantes, gravidas',
  ],
  [
    'dentist',
    'dente, dentes, dental, tartaro, limpeza de dente, odonto, odontologia, canal, clareamento, aparelho, implante, extracao, dentista',
  ],
  ['pain', 'dor, doi, doer, dolorido, machucado, ferida, machucar, sensibilidade'],
  ['vet-travel', 'atestado, atestado de saude, atestado de viagem, guia de transito, papel do veterinario'],
  ['hair', 'cabelo, cabelos, fio, fios, capilar, cabeleireiro, cabeleireira, franja, madeixa'],
  ['haircut', 'cortar, corte, aparar, degrade, big chop, repicado, cabelo curto, tesoura, maquina'],
  [
    'straighten',
    'alisar, alisamento, progressiva, botox, relaxamento, escova progressiva, liso, formol, definitiva, selagem',
  ],
  [
    'dye',
    'tintura, tinta, pintar, coloracao, colorir, tonalizante, mechas, luzes, descolorir, raiz, loiro, quimica, morena iluminada, ruivo, reflexo',
  ],
  ['blowout', 'escova, escovar, secar, chapinha, babyliss, penteado'],
  [
    'nails',
    'unha, unhas, manicure, pedicure, esmalte, esmaltacao, cuticula, alicate, pe e mao, mao, alongamento, fibra, gel, fazer a mao, fazer o pe, francesinha, unha em gel',
  ],
  ['makeup', 'maquiagem, maquiar, make, maquiadora, base, batom'],
  [
    'brow',
    'sobrancelha, sobrancelhas, henna, design de sobrancelha, cilios, micropigmentacao, brow lamination',
  ],
  ['waxing', 'depilacao, depilar, cera, laser, virilha, axila, buco, pelo, pelos'],
  ['beard', 'barba, barbear, bigode, barbearia, barbeiro'],
  ['men', 'masculino, homem, homens, rapaz, marido, esposo'],
  ['women', 'feminino, mulher, mulheres, esposa, moca'],
  ['massage', 'massagem, drenagem, relaxante, spa, limpeza de pele, estetica, esfoliacao'],
  ['gym', 'academia, musculacao, treino, treinar, personal, pilates, crossfit, ginastica, malhar'],
  [
    'tools-hygiene',
    'autoclave, esterilizado, descartavel, alicate, espatula, ferrinhos, instrumentos, higienizado',
  ],
  [
    'bread',
    'pao, paes, paozinho, pao de sal, frances, baguete, forma, pao frances, padaria, carioquinha, cacetinho',
  ],
  [
    'oven',
    'forno, fornada, fornadas, quentinho, assado, assar, fresquinho, fresco, sai do forno, assa, saindo',
  ],
  [
    'cake',
    'bolo, bolos, torta, confeitado, recheado, decorado, recheio, cobertura, massa, confeitaria, naked',
  ],
  ['sweets', 'doce, doces, docinho, docinhos, brigadeiro, beijinho, sobremesa, bombom, cajuzinho, confeito'],
  [
    'snacks',
    'salgado, salgados, salgadinho, coxinha, quibe, esfirra, empada, pastel, risole, bolinha, petisco, lanche, cento',
  ],
  ['breakfast', 'cafe da manha, cesta, desjejum, brunch, coffee break, lanche'],
  ['coffee', 'cafe, cafezinho, cappuccino, expresso, coado, cha'],
  ['drink', 'bebida, suco, refrigerante, agua, cerveja, vinho, drink, refri, bebidas, alcoolica'],
  [
    'meal',
    'almoco, jantar, refeicao, comida, marmita, prato, prato feito, self service, rodizio, alimentacao, cardapio, comer, merenda, lanche',
  ],
  ['pizza', 'pizza, pizzas, massa de pizza, borda, esfiha'],
  ['meat', 'carne, churrasco, frango, pernil, peru, boi, porco, linguica, acougue, peixe'],
  [
    'vegan',
    'vegano, vegana, vegetariano, vegetariana, sem carne, ingrediente animal, origem animal, sem leite e ovo, plant based, sem ovo',
  ],
  ['gluten', 'gluten, celiaco, celiaca, doenca celiaca, trigo, farinha de trigo, sem gluten, contaminacao'],
  ['lactose', 'lactose, leite, intolerante, intolerancia, sem lactose, aplv, queijo, derivados, laticinio'],
  ['sugar', 'acucar, diet, zero, diabetico, diabetica, diabetes, sem acucar, adocante, light'],
  [
    'allergy',
    'alergia, alergico, alergica, alergias, intolerancia, restricao, restricao alimentar, reacao, amendoim, castanha, castanhas',
  ],
  [
    'shelf-life',
    'validade, dura, durar, estraga, estragar, geladeira, freezer, conservar, conservacao, vence, vencimento, gelado, guardando, guardar, refrigerado',
  ],
  ['freeze', 'congelar, congelado, congelada, freezer, descongelar, gelado'],
  [
    'topper',
    'papel de arroz, topo de bolo, topo, foto no bolo, personalizado, personalizar, em cima, nome no bolo',
  ],
  ['candle', 'vela, velas, velinha'],
  ['waiter', 'garcom, garcons, copeira, servir, atendente de festa'],
  ['phone', 'celular, aparelho, smartphone, iphone, samsung, motorola, xiaomi, telefone, galaxy, redmi'],
  [
    'screen',
    'tela, visor, display, vidro, touch, trincado, trincou, trincada, rachado, rachou, frontal, quebrou a tela',
  ],
  [
    'battery',
    'bateria, pilha, carga, descarregando, descarrega, estufada, inchada, viciada, estufou, inchou',
  ],
  [
    'charging',
    'conector, carregar, carregador, carregando, carrega, entrada, cabo, tomada, nao carrega, usb, plug',
  ],
  [
    'water-damage',
    'molhou, molhado, agua, caiu na agua, oxidado, oxidacao, desoxidacao, piscina, privada, vaso, afogado, enxugar',
  ],
  [
    'data',
    'dados, fotos, backup, recuperar, arquivos, contatos, agenda, perder as fotos, apagar, memoria, recuperacao de dados',
  ],
  [
    'account',
    'conta google, icloud, gmail, formatei, formatar, conta, desbloqueio, google, bloqueio, resetei',
  ],
  ['case', 'capa, capinha, pelicula, acessorio, acessorios, fone'],
  ['computer', 'notebook, computador, pc, laptop, tablet, videogame, tv, televisao, impressora'],
  [
    'repair',
    'consertar, conserto, reparo, arrumar, manutencao, assistencia, tecnico, reparar, trocar a peca, mexer, consertam, ajeitar',
  ],
  ['part', 'peca, pecas, componente, reposicao, original, paralela'],
  ['authorised', 'autorizada, autorizado, oficial, independente, credenciada'],
  [
    'furniture',
    'movel, moveis, armario, guarda roupa, cozinha, planejado, planejados, estante, painel, sofa, mesa, cadeira, closet, bancada, gaveta, marcenaria, roupeiro, rack',
  ],
  ['wood', 'mdf, mdp, madeira, compensado, laminado, lamina, chapa'],
  ['hardware', 'ferragem, dobradica, corredica, puxador, amortecedor, trilho, trinco'],
  [
    'project',
    'projeto, planta, medida, medicao, 3d, desenho, arquiteto, arquiteta, projetista, medir, render',
  ],
  ['damp', 'cupim, umidade, mofo, molhar, praga, infiltracao'],
  [
    'move-house',
    'mudanca, mudar, desmontar, remontar, apartamento, outro endereco, condominio, predio, obra, reforma',
  ],
  [
    'car',
    'carro, veiculo, automovel, moto, oleo, pneu, motor, freio, revisao, oficina, guincho, mecanico, alinhamento, balanceamento',
  ],
  [
    'clothes',
    'roupa, roupas, vestido, camisa, calca, blusa, saia, costura, bainha, ajuste de roupa, numeracao, tamanho',
  ],
  ['laundry', 'lavanderia, passar roupa, tinturaria, edredom, tapete, lavar a seco'],
  ['flowers', 'flor, flores, buque, arranjo, rosas, coroa, planta, plantas'],
  ['glasses', 'oculos, lente, lentes, armacao, grau, otica, lente de contato'],
  ['room', 'quarto, suite, hospedagem, diaria, pousada, check in, check out, cama, acomodacao, hotel'],
  ['pool', 'piscina, nadar, natacao, mar, praia, molhar'],
  ['sun', 'sol, protetor solar, bronzeado, praia'],
  ['sleep', 'dormir, soneca, sono, cochilo, descansar, descanso'],
  ['diaper', 'fralda, fraldas, desfralde, trocar fralda, pomada'],
  [
    'sick',
    'doente, febre, gripe, gripado, virose, resfriado, sintoma, sintomas, passar mal, adoecer, contagioso',
  ],
  [
    'special-needs',
    'autista, autismo, tea, deficiencia, inclusao, tdah, mediador, necessidades especiais, laudo',
  ],
  ['church', 'batizado, igreja, padre, missa, batismo'],
  ['grown', 'adulto, adulta, adultos, maior'],
  ['volunteer', 'doador, doar sangue, doacao de sangue'],
  ['wet-hair', 'molhar, lavar, shampoo, condicionador, lavar o cabelo'],
]
