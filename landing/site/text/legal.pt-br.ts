/** A page of sections, in the language of its reader. */
export type LegalPage = {
  title: string
  lead: string
  sections: { title: string; paragraphs: string[] }[]
}

export const legalPtBR: { privacy: LegalPage; terms: LegalPage } = {
  privacy: {
    title: 'Privacidade e LGPD',
    lead: 'O que o Plantão guarda, por quanto tempo, para quê, e como pedir cópia ou exclusão.',
    sections: [
      {
        title: 'Quem é quem',
        paragraphs: [
          'A empresa que assina decide o que perguntar e responder aos próprios clientes: ela é a controladora dos dados das conversas. O Plantão os trata em nome dela, como operador, e só para prestar o serviço.',
          'Dos dados de quem assina (nome, e-mail, telefone e situação do pagamento) o Plantão é o controlador.',
        ],
      },
      {
        title: 'O que é guardado',
        paragraphs: [
          'Das conversas: número e nome de quem escreveu, mensagens, áudios e arquivos, e o recibo de cada resposta, com os trechos consultados e a decisão.',
          'Da empresa: o conhecimento que ela escreveu, as configurações do atendente, as pessoas da equipe e o registro do que elas fizeram. Senhas ficam só como resumo argon2id. Dados de cartão ficam na Stripe e nunca passam por nós.',
        ],
      },
      {
        title: 'Por quanto tempo',
        paragraphs: [
          'Mensagens, arquivos, recibos e rascunhos com mais de 30 dias são apagados todo dia. O conhecimento publicado e números agregados sem dado pessoal ficam enquanto a conta existir.',
        ],
      },
      {
        title: 'Quem mais vê',
        paragraphs: [
          'O texto de uma pergunta e os trechos do conhecimento vão ao fornecedor do modelo de IA para escrever a resposta. As mensagens passam pelo WhatsApp, ligado pela Evolution API. O pagamento é da Stripe. Ninguém mais recebe dados, e nada é vendido.',
          'Cada empresa vê só o que é dela: o banco de dados separa as empresas linha a linha.',
        ],
      },
      {
        title: 'Seus direitos',
        paragraphs: [
          'Se você conversou com uma empresa que usa o Plantão, peça a ela a cópia ou a exclusão dos seus dados. A empresa faz isso pelo painel, e a exclusão gera um comprovante, que diz também o que fica fora do alcance dela, como as cópias de segurança, guardadas por até 184 dias.',
          'Quem assina exporta tudo ou apaga a conta em “Meu Perfil”. A exclusão é definitiva.',
        ],
      },
      {
        title: 'Cookies e medição',
        paragraphs: [
          'Este site não usa cookies de publicidade nem mede visitas. O painel usa um cookie só para manter a sessão de quem entrou.',
        ],
      },
    ],
  },
  terms: {
    title: 'Termos de uso',
    lead: 'O combinado entre a sua empresa e o Plantão, em português comum.',
    sections: [
      {
        title: 'O serviço',
        paragraphs: [
          'O Plantão responde a quem escreve para o WhatsApp da sua empresa, usando só o conhecimento que você publicou, e chama uma pessoa quando não tem segurança. Ele não inicia conversas nem envia mensagens em massa.',
        ],
      },
      {
        title: 'O que cabe a você',
        paragraphs: [
          'Escrever informação verdadeira e mantê-la em dia; usar um número que é seu; atender quem foi passado para uma pessoa; e ter base legal para tratar os dados dos seus clientes.',
          'Não use o serviço para enganar, assediar, vender o que a lei proíbe ou contornar as regras do WhatsApp.',
        ],
      },
      {
        title: 'Os limites da IA',
        paragraphs: [
          'A IA pode errar. Números, datas e links são conferidos contra o seu texto antes do envio, e toda resposta deixa um recibo. Ainda assim, não use o Plantão como único canal para emergências, saúde ou decisões que não têm volta.',
        ],
      },
      {
        title: 'WhatsApp',
        paragraphs: [
          'A ligação por QR usa a Evolution API e não é oferecida pela Meta, que pode mudar regras ou bloquear números. O Plantão não é ligado ao WhatsApp nem à Meta. A API oficial da Meta também pode ser usada.',
        ],
      },
      {
        title: 'Pagamento',
        paragraphs: [
          'A assinatura é mensal e se renova sozinha até você cancelar, pelo painel, a qualquer hora; o acesso vale até o fim do período pago. Se uma cobrança falhar, há dias de tolerância com avisos por e-mail; depois a IA silencia e os dados ficam guardados para você regularizar.',
          'Passada a cota do mês, a IA chama a equipe em vez de responder. Nada é cobrado por fora.',
        ],
      },
      {
        title: 'Fim da conta',
        paragraphs: [
          'Você pode exportar seus dados e apagar a conta quando quiser. A exclusão é definitiva e inclui a desconexão do número.',
        ],
      },
    ],
  },
}
