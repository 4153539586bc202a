/** Saves what the page holds as a file, under an address that nobody can ask for again. */
export function download(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  // The browser has taken the content when the click is over (HTML, "downloading hyperlinks").
  link.click();
  URL.revokeObjectURL(link.href);
}
