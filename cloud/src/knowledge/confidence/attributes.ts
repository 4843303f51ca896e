import { stem } from '../../portuguese/index.ts'

/** Nouns by which customers ask for one property of a thing. A text that speaks of the thing alone does not answer them. */
const ATTRIBUTES = `marca modelo fabricante laboratorio cor cores formato peso tamanho medida largura altura espessura
  profundidade voltagem potencia capacidade caloria calorias ingrediente ingredientes composicao material tecido origem
  procedencia nome sobrenome idade salario comissao aluguel diametro temperatura teor validade durabilidade quantidade
  numero endereco telefone email site senha codigo sabor recheio cobertura tipo especie raca versao tecnologia memoria
  certificacao homologacao registro selo licenca crm crmv cnpj especialidade formacao experiencia metodo linha andar andares
  percentual porcentagem juros multa limite metragem area litros consumo fornecedor distribuidora autor tema assunto
  professor instrutor vantagem diferenca motivo causa efeito risco dose dosagem tonalidade estampa aroma perfume`

const stems: ReadonlySet<string> = new Set(ATTRIBUTES.split(/\s+/).filter(Boolean).map(stem))

/** True when the stem names a property people ask for. */
export function isAttribute(candidate: string): boolean {
  return stems.has(candidate)
}
