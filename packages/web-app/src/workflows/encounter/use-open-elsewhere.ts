import { useEffect, useState } from "react";
import { newId } from "../../api/command-id.ts";

/** Whether this note is open in another tab of this browser; each tells the other while it is open. */
export function useOpenElsewhere(encounterId: string): boolean {
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const me = newId<"tab">();
    const channel = new BroadcastChannel(`practicum.note:${encounterId}`);
    const tell = (kind: "here" | "answer" | "gone") => channel.postMessage({ kind, me });
    channel.addEventListener("message", (event: MessageEvent<unknown>) => {
      const said = event.data;
      if (
        typeof said !== "object" ||
        said === null ||
        !("kind" in said) ||
        !("me" in said) ||
        typeof said.me !== "string"
      )
        return;
      const other = said.me;
      setOthers((old) => {
        const next = new Set(old);
        if (said.kind === "gone") next.delete(other);
        else next.add(other);
        return next;
      });
      if (said.kind === "here") tell("answer");
    });
    tell("here");
    const leave = () => tell("gone");
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
      channel.close();
    };
  }, [encounterId]);
  return others.size > 0;
}
