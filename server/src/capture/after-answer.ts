/**
 * Whoever has just committed goes on first: what a request has written is planned once its answer is made. On SQLite, whose
 * one connection Strapi needs for its own events too, that is much earlier than when everything has calmed down.
 */
export interface AfterAnswer {
  /** To be called in the context of a write that is committed. Never throws. */
  committed(): void;
  /** The answer to this request is made. */
  answered(request: object): void;
}

export interface AfterAnswerDeps {
  /** The request in whose context this runs; undefined outside of one. */
  currentRequest(): object | undefined;
  /** There is something to plan. */
  wake(): void;
}

export function createAfterAnswer({ currentRequest, wake }: AfterAnswerDeps): AfterAnswer {
  const waiting = new WeakSet<object>();

  function goOn(request: object): void {
    if (waiting.delete(request)) wake();
  }

  return {
    committed() {
      const request = currentRequest();
      if (!request) return wake();
      waiting.add(request);
      // One that goes on for long after its write must not hold back the message.
      setImmediate(() => goOn(request));
    },
    answered: goOn,
  };
}
