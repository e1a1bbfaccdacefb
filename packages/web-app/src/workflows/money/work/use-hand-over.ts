import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { useCommand } from "../../../api/use-command.ts";

/** A claim or a denial, and whose it is on the screen. */
export interface Owned {
  readonly id: string;
  readonly ownerId: string | null;
}

/** How many one command takes. */
const AT_ONCE = 200;

type Reply = Result<{ changed: number; left: { id: string; because: string }[] }, DomainError>;

/** Hands claims or denials over, one or many, and offers to take it back: each to who had it. */
export function useHandOver(kind: "claims" | "denials") {
  const claims = useCommand("billing", "assignClaims");
  const denials = useCommand("billing", "assignDenials");
  const [one, many] = kind === "claims" ? ["claim", "claims"] : ["denial", "denials"];
  const send = async (items: readonly Owned[], ownerId: string | null): Promise<Reply> =>
    kind === "claims"
      ? claims.run({ claims: items.map((item) => ({ claimId: item.id, was: item.ownerId })), ownerId })
      : denials.run({ denials: items.map((item) => ({ denialId: item.id, was: item.ownerId })), ownerId });

  const back = async (items: readonly Owned[], from: string | null) => {
    for (const ownerId of new Set(items.map((item) => item.ownerId))) {
      const theirs = items.filter((item) => item.ownerId === ownerId).map(({ id }) => ({ id, ownerId: from }));
      const reply = await send(theirs, ownerId);
      if (!reply.ok) sayError(describeError(reply.error));
    }
  };

  const handOver = async (items: readonly Owned[], to: { readonly id: string | null; readonly name: string }) => {
    const moving = items.filter((item) => item.ownerId !== to.id);
    if (moving.length === 0) return say(`${to.name} ${to.id === null ? "has" : "already has"} it.`);
    for (let from = 0; from < moving.length; from += AT_ONCE) {
      const some = moving.slice(from, from + AT_ONCE);
      const reply = await send(some, to.id);
      if (!reply.ok) return sayError(reply.error.fields?.[0]?.message ?? describeError(reply.error));
      const { changed, left } = reply.value;
      const stayed = new Set(left.map((item) => item.id));
      if (changed > 0)
        offerUndo(
          `${changed} ${changed === 1 ? one : many}: ${to.name}.`,
          () =>
            void back(
              some.filter((item) => !stayed.has(item.id)),
              to.id,
            ),
        );
      if (left.length > 0)
        sayError(`${left.length} stayed: ${[...new Set(left.map((item) => item.because))].join(" ")}`);
    }
  };
  return { handOver, pending: claims.pending || denials.pending };
}
