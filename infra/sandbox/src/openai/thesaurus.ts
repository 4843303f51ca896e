import { fold, stem, words } from './words.ts'

// Everyday Portuguese of shops and services, no company's own words. One line is one idea whose words stand for each other.
const SAME = `
preco valor custo custar cobrar taxa tarifa sair
gratis cortesia isento brinde
horario hora funcionamento abrir aberto fechar fechado expediente atender atendimento funcionar
endereco rua avenida localizar localizacao lugar onde unidade filial bairro esquina
telefone contato whatsapp numero ligar celular fixo
email e-mail correio
entrega entregar frete motoboy envio enviar delivery moto domicilio
prazo demora demorar antecedencia tempo dias rapido pronto ficar
urgente urgencia pressa expresso emergencia
encomenda encomendar pedido pedir reserva reservar agendar marcar agendamento
cancelar cancelamento desistir desistencia desmarcar imprevisto
devolver devolucao reembolso estorno retido reter perder perde ressarcir
sinal entrada adiantamento caucao
parcela parcelar parcelado dividir vezes prestacao
pagamento pagar dinheiro pix cartao boleto credito debito aceitar
desconto abater promocao barato
barato economico simples basico essencial popular
caro premium luxo especial completo sofisticado
garantia cobertura coberto assegurado
defeito problema estragar quebrar quebrado falha
consertar conserto arrumar reparar reparo manutencao ajuste acertar regulagem regular
trocar troca substituir substituicao mudar
estacionar estacionamento vaga carro vallet
cadeirante acessibilidade rampa escada elevador bengala terreo
crianca filho filha bebe menino menina infantil kids garoto menor
menor idade anos adolescente
cachorro cao cadela vira-lata dog
gato gata felino bichano
pet animal bicho mascote peludo
aniversario festa comemoracao niver
casamento noiva casorio noivo matrimonio
empresa cnpj firma escritorio corporativo
nota fiscal comprovante recibo cupom
assinatura assinar assinante plano clube mensalidade mensal
pausar suspender interromper trancar
multa penalidade atraso juros
atraso atrasar tolerancia tarde
vencimento vencer validade valer vale
feriado natal carnaval pascoa
sabado domingo semana
vegano vegana vegetariano vegetal
gluten celiaco celiaca trigo
lactose leite intolerante laticinio
acucar diabetico diet zero
alergia alergico reacao coceira inchaco
gravida gestante gestacao gravidez
lavar lavagem shampoo molhar
limpar limpeza higiene esterilizar autoclave higienizar
cortar corte aparar
pintar tinta coloracao tintura cor tonalidade tom
alisar progressiva alisamento escova liso
luzes mechas reflexo loiro
unha manicure esmalte pedicure alicate cuticula mao pe
sobrancelha henna design
maquiagem make maquiar
depilacao cera pelo depilar
cabelo cabeleireiro fio madeixa
barba bigode barbear
curso aula aluna turma oficina
vaga trabalho emprego curriculo contratar
banho tosa higiene
vacina vacinar vacinacao imunizar dose
castrar castracao cirurgia operar operacao
consulta consultar veterinario medico doutor doutora avaliacao
exame sangue ultrassom raio-x hemograma
remedio medicamento medicacao antibiotico dose
internar internacao hospital plantao
hotel hospedagem hospedar pernoite creche
racao comida alimento alimentacao
comer refeicao almoco lanche cardapio jantar
matricula matricular inscricao ingressar inscrever
escola colegio sala turma classe
professora professor educador tia
bercario bebe maternal
integral semi-integral periodo turno manha tarde
uniforme roupa camiseta agasalho
material lista livro apostila caderno
transporte van perua onibus
rematricula reajuste aumento
ferias recesso janeiro julho
febre doente doenca passar mal
piscina natacao nadar
foto imagem retrato desenho imprimir selfie
tela display vidro visor touch
bateria carga carregar descarregar
celular aparelho smartphone telefone
iphone apple ios
notebook computador laptop note pc
tablet ipad
agua molhou molhado oxidacao oxidado caiu mergulhar
carregador cabo fonte conector entrada
pelicula capinha capa acessorio
original paralelo compativel oficial autorizada autorizado
dados backup fotos arquivo contato perder apagar
senha desbloquear desbloqueio bloqueado
orcamento avaliacao diagnostico analise laudo
usado seminovo segunda-mao revenda
comprar compra vender venda loja produto
buscar retirar retirada coleta pegar busca
montar montagem montador instalar instalacao
desmontar desmontagem remontagem remontar mudanca
medir medida medicao metro tamanho dimensao largura altura
projeto desenho planta render computador
guarda-roupa roupeiro closet armario
cozinha gabinete pia bancada
porta correr deslizar deslizante
gaveta corredica dobradica puxador
madeira mdf chapa
contrato assinado papelada documento assinar
financiamento financiar emprestimo banco
showroom mostruario loja exposicao
gas eletrica eletricista encanador hidraulica
guardar conservar durar geladeira validade dura
congelar congelado freezer gelado
bolo torta doce confeitado
salgado coxinha quitute salgadinho
pao padaria fornada forno
cafe manha cesta
pessoa cabeca convidado
quilo peso gramas kg
cento cem 100 centena
atacado quantidade lote
sabor recheio gosto
presente vale-presente presentear cartao
dono dona proprietario gerente responsavel
equipe funcionario profissional atendente tecnico vendedor
regra politica norma permitido proibido
foto documento rg cpf identidade
visita visitar conhecer tour
acompanhar acompanhante adulto responsavel
seguro seguranca camera monitorar
chuva sol tempo clima
brinquedo brincar parque parquinho
sono dormir soneca
fralda banho higiene
choro adaptacao adaptar
irmao irmaos segundo
bolsa desconto gratuidade
sair embora saida fechar
chegar chegada entrar entrada
piso andar terreo sobrado
internet wi-fi rede senha
`

// A broader word, then words it covers. The narrow word reaches the broad one, seldom the reverse, never its sibling.
const KINDS = `
animal: cachorro gato coelho hamster passaro ave calopsita papagaio periquito tartaruga cavalo peixe filhote vira-lata porquinho
ave: calopsita papagaio periquito canario passaro galinha pato
reptil: cobra tartaruga lagarto jabuti iguana cagado
roedor: coelho hamster porquinho-da-india
quimica: alisar progressiva tinta coloracao mechas luzes botox descolorir
marca: samsung motorola xiaomi apple lg huawei nokia realme asus dell
android: samsung motorola xiaomi lg huawei realme
celular: iphone samsung motorola xiaomi galaxy moto redmi
movel: mesa cadeira sofa cama armario estante rack guarda-roupa
cartao: visa mastercard elo credito debito
vale: alelo vr ticket sodexo refeicao alimentacao
parente: mae pai avo sogra tia irma irmao marido esposa filho filha
familia: mae pai avo sogra tia irmao marido esposa filho filha neto
bebida: cafe suco agua refrigerante cappuccino
doce: bolo brigadeiro torta beijinho cajuzinho
semana: segunda terca quarta quinta sexta
feriado: natal carnaval pascoa paixao finados
eletronico: tv notebook videogame celular tablet computador
documento: rg cpf comprovante certidao
fruta: morango banana abacaxi laranja uva
`

const near = new Map<string, Map<string, number>>()
/** How well two different words of one line stand for each other; a guess, checked against the dev companies. */
const SAME_WEIGHT = 0.6
const TO_BROAD = 0.55
const TO_NARROW = 0.3

function link(from: string, to: string, weight: number): void {
  if (from === to) return
  const known = near.get(from) ?? new Map<string, number>()
  known.set(to, Math.max(known.get(to) ?? 0, weight))
  near.set(from, known)
}

for (const line of SAME.trim().split('\n')) {
  const group = [...new Set(words(fold(line)).map(stem))]
  for (const from of group) for (const to of group) link(from, to, SAME_WEIGHT)
}
for (const line of KINDS.trim().split('\n')) {
  const [broadWord = '', narrowWords = ''] = line.split(':')
  const broad = stem(fold(broadWord.trim()))
  for (const narrow of words(fold(narrowWords)).map(stem)) {
    link(narrow, broad, TO_BROAD)
    link(broad, narrow, TO_NARROW)
  }
}

/** Stems that may stand for this one, each with a weight in 0..1 (the stem itself is not among them). */
export function relatives(word: string): ReadonlyMap<string, number> {
  return near.get(word) ?? EMPTY
}

const EMPTY: ReadonlyMap<string, number> = new Map()
