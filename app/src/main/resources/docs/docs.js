// Shows the description that this server gives out of itself. No validator is asked: it would be another host.
SwaggerUIBundle({
    url: '/openapi.yaml',
    domNode: document.getElementById('docs'),
    deepLinking: true,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: 'none',
});
