import type { Encounter } from "@practicum/contracts/charting/encounters";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { slashEntries, type Doings, type NoteDiagnoses, type SlashOffers } from "./slash-entries.ts";

/** What "/" offers in each section: with the phrases as they are now; until they have come, and where they don't, with those of the packs alone. */
export function useNoteSlash(
  { vitals }: Pick<Encounter, "vitals">,
  diagnoses: NoteDiagnoses,
  doings: Omit<Doings, "onPhrases">,
): SlashOffers {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const mayRead = useSession().can("note-template.read");
  const phrases = useQuery({ ...trpc.charting.notePhrases.queryOptions({}), enabled: mayRead });
  const { onDiagnosis, onProcedure, onOrder, onInHouse, onTests, onCarry } = doings;
  return useMemo(
    () =>
      slashEntries(
        { vitals, diagnoses },
        {
          onDiagnosis,
          onProcedure,
          onOrder,
          onInHouse,
          onTests,
          onCarry,
          ...(mayRead ? { onPhrases: () => void navigate({ to: "/admin/phrases" }) } : {}),
        },
        phrases.data,
      ),
    [
      vitals,
      diagnoses,
      onDiagnosis,
      onProcedure,
      onOrder,
      onInHouse,
      onTests,
      onCarry,
      mayRead,
      navigate,
      phrases.data,
    ],
  );
}
