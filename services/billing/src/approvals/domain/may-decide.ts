/** BIL-92: who asked can take it back, but never allow it. */
export function mayDecide(asked: { readonly askedById: string }, actorId: string, approve: boolean): boolean {
  return !approve || asked.askedById !== actorId;
}
