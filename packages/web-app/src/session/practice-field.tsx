import { Button, Group, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionPort } from "./session-port.ts";

const practiceKey = "practicum.practice";

export interface PracticeEntry {
  /** Short name of the practice to sign in to; empty where the one that there is need not be named. */
  readonly practice: string;
  readonly remember: () => void;
  readonly field: {
    readonly kind: "typed" | "known" | "alone" | "asking";
    readonly name: string;
    readonly typed: string;
    readonly type: (text: string) => void;
    readonly another: () => void;
  };
}

export function usePractices(port: SessionPort) {
  return useQuery({ queryKey: ["practices"], queryFn: () => port.practices(), staleTime: Infinity });
}

/** Which practice: the only one, the one that this browser knows, or one that is typed. Strangers are told no names. */
export function usePractice(port: SessionPort): PracticeEntry {
  const asked = usePractices(port);
  const [typed, setTyped] = useState(() => localStorage.getItem(practiceKey) ?? "");
  const [another, setAnother] = useState(false);
  const known = another ? undefined : asked.data?.known;
  const practice = known?.slug ?? typed.trim().toLowerCase();
  const kind = asked.isPending ? "asking" : known === undefined ? "typed" : asked.data?.others ? "known" : "alone";
  return {
    practice,
    remember: () => localStorage.setItem(practiceKey, practice),
    field: { kind, name: known?.name ?? "", typed, type: setTyped, another: () => setAnother(true) },
  };
}

export function PracticeField({ field }: { readonly field: PracticeEntry["field"] }) {
  if (field.kind === "asking" || field.kind === "alone") return null;
  if (field.kind === "known")
    return (
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm">{field.name}</Text>
        <Button variant="subtle" size="compact-sm" onClick={field.another}>
          Another practice
        </Button>
      </Group>
    );
  return (
    <TextInput
      label="Practice"
      description="Its short name, as your practice manager gave it to you"
      required
      autoCapitalize="none"
      spellCheck={false}
      value={field.typed}
      onChange={(event) => field.type(event.currentTarget.value)}
    />
  );
}
