/** Settings: the pages that are about the team. */
import type { teamSettings as english } from '../en/settings-team.ts';
import { plural } from '../plural.ts';

const n = plural('es');

export const teamSettings: typeof english = {
  preferences: {
    title: 'Preferencias',
    help: 'Cómo se comporta la bandeja de entrada.',
    forYou: 'Para usted',
    forTeam: 'Para todo el equipo',
    afterClosing: 'Después de cerrar, abrir',
    after: { next: 'Siguiente', previous: 'Anterior', list: 'Lista', stay: 'Quedarse' },
    capacity: 'Chats a la vez',
    capacityHelp:
      'Para cada agente sin un número propio. En el límite nada se asigna de forma automática; a mano siempre se puede.',
    missedUnassigned: 'También las no asignadas en rojo',
    missedUnassignedHelp:
      'Si no, una conversación sin agente sigue violeta mientras haya alguien en línea, por mucho que espere.',
    missedEmailHours: 'Un correo se pierde tras (horas)',
    missedEmailHoursHelp: 'Vacío: los correos nunca se ponen en rojo.',
    never: 'Nunca',
    sharedReadState: 'Leída por uno, leída por todos',
    sharedReadStateHelp: 'Si no, cada agente tiene sus propias conversaciones sin leer.',
  },
  groups: {
    title: 'Grupos',
    help: 'Personas del equipo que comparten conversaciones. Grupo y agente son dos cosas: una no quita nada a la otra.',
    none: 'Todavía no hay grupos. Cree uno por cada tipo de pregunta, como Pedidos o Devoluciones.',
    make: 'Crear un grupo',
    newName: 'Grupo nuevo',
    name: 'Nombre, tal como lo leen los visitantes',
    addLanguage: 'Añadir un idioma…',
    members: 'Miembros',
    spread: 'Reparto de los chats nuevos',
    spreadHelp: 'A los miembros en línea que tienen sitio, primero la espera más larga.',
    spreads: { manual: 'A mano', 'round-robin': 'Por turno', 'least-busy': 'A quien tiene menos' },
    capacity: 'Chats a la vez',
    capacityHelp: 'Para los miembros sin un número propio.',
    likeTeam: 'Como el equipo',
    isPrivate: 'Privado',
    isPrivateHelp: 'Los visitantes no lo ven entre los grupos que pueden elegir.',
    delete: 'Eliminar este grupo',
    deleteOf: (name) => `Eliminar ${name}`,
    deleteWhat: (open) =>
      open === 0
        ? 'No contiene nada abierto.'
        : n(open, {
            one: '1 conversación abierta vuelve a todos. Quien la tiene la conserva.',
            other: `${open} conversaciones abiertas vuelven a todos. Quien tiene una la conserva.`,
          }),
    deleted: (name) => `Grupo eliminado: ${name}`,
    keep: 'Conservarlo',
  },
  agents: {
    title: 'Agentes e invitaciones',
    help: 'Quién está en el equipo y qué puede hacer. Todo vale al instante, en cada dispositivo.',
    offline:
      'Los roles y las invitaciones requieren conexión. Este es el equipo en su última conexión.',
    team: 'Equipo',
    roleOf: (name) => `Rol de ${name}`,
    remove: 'Quitar',
    removeOf: (name) => `Quitar a ${name}`,
    removeWhat:
      'Su sesión se cierra en todas partes en segundos, y Parley vacía sus dispositivos en el próximo contacto. Lo que no se había enviado se pierde.',
    removeKept:
      'Lo que escribió queda, y también los borradores que otros ven. Puede volver más adelante.',
    keep: 'Conservar en el equipo',
    invitations: 'Invitaciones abiertas',
    noInvitations: 'Ninguna invitación por el momento.',
    invitedBy: (who, until) => (who ? `por ${who}, hasta ${until}` : `por usted, hasta ${until}`),
    revoke: 'Revocar',
    revokeOf: (email) => `Revocar la invitación de ${email}`,
    removedPeople: 'Ya no están en el equipo',
    restore: 'Dejar volver',
    restoreOf: (name) => `Dejar volver a ${name}`,
  },
  tags: {
    title: 'Etiquetas',
    help: 'Palabras cortas para las conversaciones. Solo las ve su equipo.',
    name: 'Etiqueta nueva',
    nameOf: (name) => `Nombre de ${name}`,
    make: 'Añadir',
    none: 'Todavía no hay etiquetas.',
    isThere: (name) => `Ya hay una etiqueta «${name}».`,
    uses: (count) => n(count, { one: 'en 1 conversación', other: `en ${count} conversaciones` }),
    remove: (name) => `Quitar ${name}`,
    removed: (name) => `Etiqueta quitada: ${name}`,
  },
  blocked: {
    title: 'Personas bloqueadas',
    help: 'Encuentran silencio, no un error. Lo que escriben entretanto se conserva.',
    none: 'No hay nadie con bloqueo.',
    find: 'Buscar un nombre o un motivo',
    nobodyCalled: (typed) => `Ningún bloqueo por «${typed}».`,
    modes: { block: 'Bloqueo', ban: 'Exclusión del widget' },
    until: (when) => `hasta ${when}`,
    forGood: 'sin límite',
    by: (who, when) => (who ? `por ${who}, ${when}` : `por usted, ${when}`),
    why: (why) => `Motivo: ${why}`,
    lift: 'Desbloquear',
    liftOf: (name) => `Desbloquear a ${name}`,
    lifted: (name) => `${name} puede escribir de nuevo`,
  },
  workspace: {
    title: 'Espacio de trabajo',
    help: 'Lo que vale para todos aquí.',
    name: 'Nombre del espacio de trabajo',
    nameHelp: 'Los visitantes lo leen en la cabecera del chat.',
  },
  history: {
    title: 'Historial de cuentas',
    help: 'Qué se hizo con las cuentas, y qué se intentó sin tener derecho. Nadie puede cambiar esta lista.',
    more: 'Más antiguo',
    act: {
      invited: (who, whom) => `${who} invitó a ${whom}`,
      'invitation-revoked': (who, whom) => `${who} revocó la invitación de ${whom}`,
      joined: (who, role) => `Llegada de ${who}, rol: ${role}`,
      'role-changed': (who, whom, role) => `${who} cambió el rol de ${whom}: ${role}`,
      removed: (who, whom) => `${who} quitó a ${whom}`,
      'let-in-again': (who, whom) => `${who} dejó volver a ${whom}`,
      erased: (who) => `${who} borró a una persona para siempre`,
      exported: (who) => `${who} exportó todo sobre una persona`,
      purged: (who) => `${who} eliminó para siempre una conversación`,
      'password-changed': (who) => `${who} cambió su contraseña`,
      'session-ended': (who) => `${who} cerró la sesión de uno de sus dispositivos`,
      'sessions-ended': (who) => `${who} cerró la sesión de todos sus otros dispositivos`,
      'device-cleared': (whom, unsent) =>
        n(unsent, {
          one: `Se vació un dispositivo de ${whom}. 1 cambio no se había enviado.`,
          other: `Se vació un dispositivo de ${whom}. ${unsent} cambios no se habían enviado.`,
        }),
      refused: (who) => `${who} intentó algo que su rol no permite`,
    },
  },
};
