// Starts `materials-rules lsp` for YAML files; the server passes over files of no ruleset.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("materials-rules").get("command");
  const server = { command, args: ["lsp", "--stdio"] };
  client = new LanguageClient("materials-rules", "materials-rules", server, {
    documentSelector: [{ scheme: "file", language: "yaml" }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.yaml") },
  });
  return client.start();
};

exports.deactivate = () => client && client.stop();
