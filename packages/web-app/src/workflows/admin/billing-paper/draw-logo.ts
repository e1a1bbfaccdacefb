/** What is drawn of a picture: an inch and a half at 300 dots is plenty on paper. */
const WIDTH_MAX = 600;
const HEIGHT_MAX = 200;
/** Of the file that somebody chooses: it is read whole. */
const FILE_MAX = 5_000_000;
/** An SVG may have no size of its own. */
const USUAL_WIDTH = 600;

const KINDS = new Set(["image/png", "image/jpeg", "image/svg+xml"]);

/**
 * A picture that somebody chose, drawn anew as a PNG in the size that papers need: whatever else the file holds stays behind. An SVG is drawn as the browser
 * draws pictures, which runs no script in it and fetches nothing.
 * @returns base64, or in words what is wrong
 */
export async function drawLogo(file: File): Promise<{ readonly png: string } | { readonly problem: string }> {
  if (!KINDS.has(file.type)) return { problem: "Choose a PNG, a JPEG or an SVG." };
  if (file.size > FILE_MAX) return { problem: "The file is larger than 5 MB. Choose a smaller one." };
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const wide = picture.naturalWidth || USUAL_WIDTH;
    const high = picture.naturalHeight || HEIGHT_MAX;
    const scale = Math.min(WIDTH_MAX / wide, HEIGHT_MAX / high, file.type === "image/svg+xml" ? Infinity : 1);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(wide * scale));
    canvas.height = Math.max(1, Math.round(high * scale));
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = canvas.toDataURL("image/png").split(",")[1];
    return drawn ? { png: drawn } : { problem: UNREAD };
  } catch {
    return { problem: UNREAD };
  } finally {
    URL.revokeObjectURL(url);
  }
}

const UNREAD = "The picture can't be opened. Save it again as a PNG, and choose that.";
