const words = (list: string): string[] => list.trim().split(/\s+/)

/** Words that carry no content: grammar, courtesy and the small change of chat. Folded. */
export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...words(`a o as os um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para com sem sob sobre ate entre
    ao aos e ou mas que se como quando onde quem qual quais quanto quanta quantos quantas cujo cuja porque pois entao logo porem
    eu tu voce voces ele ela eles elas nos me te lhe lhes mim ti si meu minha meus minhas teu tua teus tuas seu sua seus suas nosso nossa
    nossos nossas este esta estes estas esse essa esses essas isto isso aquele aquela aqueles aquelas aquilo deste desta desse dessa
    disso disto daquele daquela nesse nessa neste nesta nisso naquele naquela num numa dum duma pro pra pros pras la aqui ali ai ca
    ja ainda sempre nunca so somente apenas mesmo mesma mesmos mesmas tambem muito muita muitos muitas mais menos bem mal tao tanto tanta
    todo toda todos todas tudo nada algum alguma alguns algumas nenhum nenhuma outro outra outros outras cada qualquer
    ser sou es e somos sao era eram foi foram fui fosse seja sejam sendo sido seria estar estou esta estao estamos estava estavam esteve
    ter tenho tem temos tinha tinham teve tiver tenha tendo haver ha havia houve haja ir vou vai vamos vao ia iam fazer faco faz fazem
    fez feito fiz poder posso pode podem podemos podia poderia consigo consegue conseguem conseguir dar da dao dando deu dei
    querer quero quer querem queria queriam gostaria preciso precisa precisam precisar precisava saber sei sabe sabem saber
    vir vem vindo ficar fica ficam dizer diz falar fala falou ver veja vi viu olha olhar deixar deixa por poe
    nao sim ne tipo assim agora depois antes durante desde enquanto aonde dai dali alem apos contra perante segundo conforme
    ante perto longe oi ola opa eai bom boa dia tarde noite obrigado obrigada favor gente pessoal moca moco amigo amiga senhor
    senhora querida querido tudo bem certo beleza ok okay entendi acho alguem ninguem coisa coisas negocio esquema jeito vez
    vezes caso acontece duvida pergunta desculpa licenca kkk kkkk rs rsrs haha aff ah eh hum hein ta tah viu uai ue sao
    pode-se sei la porfavor informacao informar atendimento ajuda ajudar novo nova dizendo certinho direitinho apenas ainda enfim alias
    aproximadamente cerca mediante atraves acerca quanto cade quer-dizer voces sera serao estarao existe existem possui possuem`),
])
