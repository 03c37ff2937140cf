// Shows the contract. No validator is asked: that would be another host.
SwaggerUIBundle({
  domNode: document.getElementById("reference"),
  url: document.getElementById("reference").dataset.contract,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
