/** Settings: the pages that are about the team. */
import type { Part } from '../translation.ts';
import { plural } from '../plural.ts';

const n = plural('it');

export const teamSettings: Part<'settings'> = {
  preferences: {
    title: 'Preferenze',
    help: 'Come si comporta la posta in arrivo.',
    forYou: 'Per te',
    forTeam: 'Per tutto il team',
    afterClosing: 'Dopo una chiusura, apri',
    after: { next: 'Successiva', previous: 'Precedente', list: 'Elenco', stay: 'Resta' },
    capacity: 'Chat insieme',
    capacityHelp:
      'Per ogni agente senza un numero proprio. Al limite nulla si assegna in automatico; a mano è sempre possibile.',
    missedUnassigned: 'Anche le non assegnate in rosso',
    missedUnassignedHelp:
      'Se no, una conversazione senza agente resta viola finché qualcuno è online, per quanto aspetti.',
    missedEmailHours: 'Un’email è persa dopo (ore)',
    missedEmailHoursHelp: 'Vuoto: le email non diventano mai rosse.',
    never: 'Mai',
    sharedReadState: 'Letta da uno, letta da tutti',
    sharedReadStateHelp: 'Se no, ogni agente ha le sue conversazioni non lette.',
  },
  groups: {
    title: 'Gruppi',
    help: 'Persone del team che condividono conversazioni. Gruppo e agente sono due cose: uno non toglie nulla all’altro.',
    none: 'Ancora nessun gruppo. Creane uno per ogni tipo di domanda, come Ordini o Resi.',
    make: 'Crea un gruppo',
    newName: 'Nuovo gruppo',
    name: 'Nome, come lo leggono i visitatori',
    addLanguage: 'Aggiungi una lingua…',
    members: 'Membri',
    spread: 'Distribuzione delle nuove chat',
    spreadHelp: 'Ai membri online che hanno posto, prima chi aspetta da più tempo.',
    spreads: { manual: 'A mano', 'round-robin': 'A turno', 'least-busy': 'A chi ne ha meno' },
    capacity: 'Chat insieme',
    capacityHelp: 'Per i membri senza un numero proprio.',
    likeTeam: 'Come il team',
    isPrivate: 'Privato',
    isPrivateHelp: 'I visitatori non lo vedono tra i gruppi da scegliere.',
    delete: 'Elimina questo gruppo',
    deleteOf: (name) => `Elimina ${name}`,
    deleteWhat: (open) =>
      open === 0
        ? 'Non contiene nulla di aperto.'
        : n(open, {
            one: '1 conversazione aperta torna a tutti. Chi l’ha in carico la tiene.',
            other: `${open} conversazioni aperte tornano a tutti. Chi ne ha una in carico la tiene.`,
          }),
    deleted: (name) => `Gruppo eliminato: ${name}`,
    keep: 'Tienilo',
  },
  agents: {
    title: 'Agenti e inviti',
    help: 'Chi è nel team e che cosa può fare. Tutto vale subito, su ogni dispositivo.',
    offline: 'Ruoli e inviti richiedono una connessione. Questo è il team all’ultima connessione.',
    team: 'Team',
    roleOf: (name) => `Ruolo di ${name}`,
    remove: 'Togli',
    removeOf: (name) => `Togli ${name}`,
    removeWhat:
      'Disconnessione ovunque entro pochi secondi, e Parley svuota i suoi dispositivi al prossimo contatto. Quello che non era partito va perso.',
    removeKept:
      'Quello che ha scritto resta, e anche le bozze che altri vedono. Un ritorno è possibile più tardi.',
    keep: 'Tieni nel team',
    invitations: 'Inviti aperti',
    noInvitations: 'Nessun invito al momento.',
    invitedBy: (who, until) => (who ? `da ${who}, fino a ${until}` : `da te, fino a ${until}`),
    revoke: 'Revoca',
    revokeOf: (email) => `Revoca l’invito di ${email}`,
    removedPeople: 'Non più nel team',
    restore: 'Fai rientrare',
    restoreOf: (name) => `Fai rientrare ${name}`,
  },
  tags: {
    title: 'Etichette',
    help: 'Parole brevi per le conversazioni. Le vede solo il tuo team.',
    name: 'Nuova etichetta',
    nameOf: (name) => `Nome di ${name}`,
    make: 'Aggiungi',
    none: 'Ancora nessuna etichetta.',
    isThere: (name) => `C’è già un’etichetta “${name}”.`,
    uses: (count) => n(count, { one: 'su 1 conversazione', other: `su ${count} conversazioni` }),
    remove: (name) => `Togli ${name}`,
    removed: (name) => `Etichetta tolta: ${name}`,
  },
  blocked: {
    title: 'Persone bloccate',
    help: 'Trovano silenzio, non un errore. Quello che scrivono nel frattempo si conserva.',
    none: 'Nessuno è bloccato.',
    find: 'Trova un nome',
    nobodyCalled: (typed) => `Nessuna persona bloccata si chiama “${typed}”.`,
    modes: { block: 'Blocco', ban: 'Esclusione dal widget' },
    until: (when) => `fino a ${when}`,
    forGood: 'senza limite',
    by: (who, when) => (who ? `da ${who}, ${when}` : `da te, ${when}`),
    lift: 'Sblocca',
    liftOf: (name) => `Sblocca ${name}`,
    lifted: (name) => `${name} può scrivere di nuovo`,
  },
  workspace: {
    title: 'Spazio di lavoro',
    help: 'Quello che vale per tutti qui.',
    name: 'Nome dello spazio di lavoro',
    nameHelp: 'I visitatori lo leggono in cima alla chat.',
  },
  history: {
    title: 'Storia degli account',
    help: 'Che cosa si è fatto degli account, e che cosa si è tentato senza averne il diritto. Nessuno può cambiare questo elenco.',
    more: 'Più vecchi',
    act: {
      invited: (who, whom) => `${who} ha invitato ${whom}`,
      'invitation-revoked': (who, whom) => `${who} ha revocato l’invito di ${whom}`,
      joined: (who, role) => `Arrivo di ${who}, ruolo: ${role}`,
      'role-changed': (who, whom, role) => `${who} ha cambiato il ruolo di ${whom}: ${role}`,
      removed: (who, whom) => `${who} ha tolto ${whom}`,
      'let-in-again': (who, whom) => `${who} ha fatto rientrare ${whom}`,
      erased: (who) => `${who} ha cancellato una persona per sempre`,
      exported: (who) => `${who} ha esportato tutto su una persona`,
      'password-changed': (who) => `${who} ha cambiato la sua password`,
      'session-ended': (who) => `${who} ha disconnesso uno dei suoi dispositivi`,
      'sessions-ended': (who) => `${who} ha disconnesso tutti gli altri suoi dispositivi`,
      'device-cleared': (whom, unsent) =>
        n(unsent, {
          one: `Un dispositivo di ${whom} è stato svuotato. 1 modifica non era partita.`,
          other: `Un dispositivo di ${whom} è stato svuotato. ${unsent} modifiche non erano partite.`,
        }),
      refused: (who) => `${who} ha tentato qualcosa che il suo ruolo non permette`,
    },
  },
};
