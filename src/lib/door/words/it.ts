/** The pages before the desk, in Italian. */
import { plural } from '$lib/words/plural.ts';
import type { DoorWords } from './en.ts';

const n = plural('it');

export const it: DoorWords = {
  fields: {
    name: 'Nome',
    email: 'Email',
    password: 'Password',
    workspace: 'Nome della tua attività',
    show: 'Mostra la password',
    hide: 'Nascondi la password',
  },
  password: {
    rule: 'Almeno 8 caratteri. Alcune parole di seguito si ricordano bene.',
    missing: (count) => n(count, { one: 'Ancora 1 carattere', other: `Ancora ${count} caratteri` }),
    enough: 'Abbastanza lunga',
    good: 'Lunga e buona',
  },
  signedOut:
    'Accedi di nuovo. Quello che hai scritto è al sicuro su questo dispositivo e parte al tuo ritorno.',
  retryIn: (minutes) =>
    n(minutes, { one: 'Riprova tra un minuto.', other: `Riprova tra ${minutes} minuti.` }),

  signIn: {
    title: (workspace) => `Accedi a ${workspace}`,
    act: 'Accedi',
    acting: 'Accesso…',
    offline: 'Nessuna connessione.',
    openLocal: 'Apri ciò che è su questo dispositivo',
  },

  setUp: {
    steps: 'Passi',
    done: 'Fatto',
    you: 'Tu',
    business: 'La tua attività',
    tryIt: 'Prova',
    onSite: 'Sul tuo sito',
    whoTitle: 'Chi sei?',
    whoHelp: 'I visitatori vedono il tuo nome quando rispondi, nient’altro.',
    businessTitle: 'Come si chiama la tua attività?',
    businessHelp: 'I visitatori lo leggono in cima alla chat. Si può cambiare più tardi.',
    tryTitle: 'Prova, telefono alla mano',
    tryHelp:
      'Questa è una pagina tua con la chat. Scrivi qualcosa come farebbe un visitatore, poi rispondi dalla posta in arrivo.',
    tryOpen: 'Apri la pagina di prova',
    siteTitle: 'Mettila sul tuo sito',
    siteHelp:
      'Una riga, su ogni pagina, prima della fine. Si carica dopo la tua pagina e non la sposta mai.',
    copy: 'Copia',
    copied: 'Copiato',
    next: 'Continua',
    back: 'Indietro',
    make: 'Crea la mia posta in arrivo',
    making: 'Creazione…',
    openInbox: 'Apri la posta in arrivo',
    offline: 'Nessuna connessione con Parley. Quello che hai scritto resta qui; riprova.',
  },

  invitation: {
    title: (workspace) => `Entra in ${workspace}`,
    help: (email) => `Invito inviato a ${email}. I visitatori vedono il tuo nome, nient’altro.`,
    act: 'Entra',
    acting: 'Un momento…',
  },
};
