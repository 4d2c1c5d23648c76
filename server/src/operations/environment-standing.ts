/** Compares what this Strapi was started as with what its database remembers. Pure. */

export interface Started {
  /** The option `environment`. */
  name: string | null;
  /** Null when it is not known. */
  publicUrl: string | null;
  /** Where somebody can choose. */
  endpoint: string;
}

export interface Remembered {
  name: string | null;
  publicUrl: string | null;
  /** A copy is being made of it, or that was interrupted. */
  isBecomingCopy: boolean;
}

export type Standing =
  | { kind: 'fine' }
  /** Nothing may be sent. */
  | { kind: 'locked'; problem: string }
  /** It works, and may not be what somebody wants. */
  | { kind: 'doubtful'; warning: string };

export function standingOf(started: Started, remembered: Remembered): Standing {
  if (remembered.isBecomingCopy) {
    return {
      kind: 'locked',
      problem: `Nothing is sent: this database is being made a copy. If that was interrupted, repeat POST ${started.endpoint} {"choice":"copy"}.`,
    };
  }
  const { name, publicUrl } = started;
  const choice = `Choose with POST ${started.endpoint}: {"choice":"moved"} when it is the same installation, which keeps everything, or {"choice":"copy"} when it is a copy, which gets an id of its own, cancels what waits and switches its destinations off.`;
  if (name !== null) {
    if (remembered.name === null || remembered.name === name) return { kind: 'fine' };
    return {
      kind: 'locked',
      problem: `Nothing is sent: the database belongs to the environment ${quote(remembered.name)}, and this Strapi was started as ${quote(name)} (option "environment"). ${choice}`,
    };
  }
  if (remembered.name !== null) {
    return {
      kind: 'doubtful',
      warning: `The database belongs to the environment ${quote(remembered.name)}, and the option "environment" is not set: set it, so that nothing is sent by mistake. ${choice}`,
    };
  }
  if (publicUrl !== null && remembered.publicUrl !== null && publicUrl !== remembered.publicUrl) {
    return {
      kind: 'doubtful',
      warning: `The public address was ${quote(remembered.publicUrl)} and is ${quote(publicUrl)} now: if this is a copy of another installation, it sends messages in the name of that one. ${choice} The option "environment" makes such a start send nothing.`,
    };
  }
  return { kind: 'fine' };
}

function quote(text: string): string {
  return JSON.stringify(text);
}
