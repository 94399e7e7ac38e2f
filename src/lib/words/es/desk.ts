/** The frame of the desk: navigation, account, connection, pages that come later, and what buttons say everywhere. */
import type { Words } from '../en/index.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const nav: Words['nav'] = {
  mine: 'Mis mensajes',
  unassigned: 'Sin asignar',
  all: 'Todos los mensajes',
  visitors: 'Visitantes en línea',
  statistics: 'Estadísticas',
  mentions: 'Menciones',
  drafts: 'Borradores',
  missed: 'Perdidas',
  attention: 'Por decidir',
  groups: 'Grupos',
  savedViews: 'Vistas guardadas',
  gone: 'Ya no existe',
  settings: 'Ajustes',
  online: (count) => `${count} en línea`,
  unread: (count) => `${count} sin leer`,
  inIt: (count) => `${count} en esta vista`,
  waiting: (count) => `${count} en espera`,
  menu: 'Menú',
  more: 'Más',
};

export const account: Words['account'] = {
  menu: 'menú de la cuenta',
  standing: (status) => `Su estado: ${status}`,
  role: { owner: 'Titular', admin: 'Admin', agent: 'Agente', viewer: 'Solo lectura' },
  status: 'Estado',
  theme: { system: 'Como este dispositivo', light: 'Claro', dark: 'Oscuro' },
  languageOfDevice: 'Como este navegador',
  keyboard: 'Atajos de teclado',
  invite: 'Invitar a alguien al equipo',
  signOut: 'Cerrar sesión',
  unsent: (count) =>
    n(count, {
      one: '1 cambio no se ha enviado todavía',
      other: `${count} cambios no se han enviado todavía`,
    }),
  unsentWhat:
    'Al cerrar la sesión se quita todo de este dispositivo. Lo que no se haya enviado se perdería.',
  unsentOffline: 'Sale por sí solo en cuanto haya conexión.',
  signOutOffline:
    'Para cerrar la sesión hace falta conexión, así vale en todas partes. Hasta entonces todo queda en este dispositivo.',
  stay: 'Seguir aquí',
  signOutAnyway: 'Cerrar sesión y perderlo',
};

export const invite: Words['invite'] = {
  title: 'Invitar a alguien al equipo',
  email: 'Correo electrónico',
  role: 'Puede hacer',
  roleHelp: {
    owner: 'Todo',
    admin: 'Todo lo que puede un agente, e invitar al equipo',
    agent: 'Responder, comentar, asignar y cerrar',
    viewer: 'Leer todo, sin cambiar nada',
  },
  make: 'Crear un enlace',
  making: 'Creando el enlace…',
  ready: (email) =>
    `Envíe este enlace a ${email}. Funciona una sola vez, durante 24 horas, y crea su cuenta.`,
  link: 'Enlace de invitación',
  another: 'Invitar a otra persona',
  offline: 'Para invitar hace falta conexión. Para todo lo demás, no.',
  failed: 'No se pudo crear el enlace. Vuelva a intentarlo en un momento.',
};

export const connection: Words['connection'] = {
  offline: 'Sin conexión · todo está guardado en este dispositivo',
  syncing: (changes) =>
    n(changes, { one: 'Sincronizando 1 cambio', other: `Sincronizando ${changes} cambios` }),
  catchingUp: 'Poniéndose al día',
  synced: 'Todo sincronizado',
  tooOld: 'Hay una nueva versión de Parley.',
  reload: 'Recargar',
  tryNow: 'Probar ahora',
};

export const frame: Words['frame'] = {
  navigation: 'Ancho de la navegación',
  list: 'Ancho de la lista',
  details: 'Ancho de los datos del contacto',
};

export const later: Words['later'] = {
  visitors: 'Quién está en su sitio',
  visitorsWhy: 'La lista en directo de los visitantes llega con una versión posterior.',
  visitorsNow: (count) =>
    n(count, {
      one: 'Ahora hay 1 visitante en su sitio.',
      other: `Ahora hay ${count} visitantes en su sitio.`,
    }),
  visitorsOffline: 'Sin conexión: no se sabe quién está en su sitio ahora.',
  statistics: 'Estadísticas',
  statisticsWhy:
    'Las cifras sobre respuestas y esperas llegan con una versión posterior. Lo que ocurra hasta entonces se cuenta igualmente.',
};

export const unreachable: Words['unreachable'] = {
  title: 'Sin conexión',
  why: 'Nadie ha iniciado sesión aún en este dispositivo, así que no hay nada que abrir. Conéctese una vez y desde entonces se abre también sin red.',
};

export const common: Words['common'] = {
  close: 'Cerrar',
  copy: 'Copiar',
  copied: 'Copiado',
  undo: 'Deshacer',
  savedAsYouType: 'Se guarda a medida que escribe',
  key: (name, key) => `${name} (${key})`,
};
