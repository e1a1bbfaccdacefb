import type { MediaType } from "@practicum/contracts/charting/documents";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPCClient } from "../../../api/trpc.ts";

/** What is in a document, as an address of this page alone, for as long as it is shown. It never changes, so it is asked for once. */
export function useContent(patientId: string, documentId: string, sha256: string | undefined) {
  const client = useTRPCClient();
  const query = useQuery({
    queryKey: ["document-content", documentId, sha256],
    queryFn: ({ signal }) => client.charting.documentContent.query({ patientId, documentId }, { signal }),
    enabled: sha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return { ...query, url: useObjectUrl(query.data) };
}

function useObjectUrl(data: { readonly mediaType: MediaType; readonly content: string } | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(new Blob([Uint8Array.fromBase64(data.content)], { type: data.mediaType }));
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [data]);
  return url;
}
