{{- define "halftone.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{- define "halftone.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{/* Selects the pods of a role. Takes (dict "root" $ "role" NAME). */}}
{{- define "halftone.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{/* The variable of a setting: public-url is HALFTONE_PUBLIC_URL. */}}
{{- define "halftone.variable" -}}
HALFTONE_{{ . | upper | replace "-" "_" }}
{{- end }}

{{/* The variable of a setting that is a key of the secret. Takes (dict "root" $ "key" NAME). */}}
{{- define "halftone.secret" -}}
- name: {{ include "halftone.variable" .key }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.secret }}
      key: {{ .key }}
{{- end }}

{{/* The deployment of a role, and how many of its pods may be down. Takes (dict "root" $ "role" NAME). */}}
{{- define "halftone.deployment" -}}
{{- $values := .root.Values }}
{{- $role := index $values .role }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "halftone.name" .root }}-{{ .role }}
  labels:
    {{- include "halftone.labels" .root | nindent 4 }}
    {{- include "halftone.selector" . | nindent 4 }}
spec:
  {{- if not (and (eq .role "worker") $values.autoscaling.enabled) }}
  replicas: {{ $role.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "halftone.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "halftone.labels" .root | nindent 8 }}
        {{- include "halftone.selector" . | nindent 8 }}
      annotations:
        {{- toYaml $values.podAnnotations | nindent 8 }}
    spec:
      {{- with $values.serviceAccount.name }}
      serviceAccountName: {{ . }}
      {{- end }}
      # Halftone calls no Kubernetes API.
      automountServiceAccountToken: false
      # A service named halftone would set HALFTONE_PORT, which is a setting.
      enableServiceLinks: false
      # Halftone stops within 30 seconds.
      terminationGracePeriodSeconds: 40
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 0
        fsGroup: 0
        seccompProfile:
          type: RuntimeDefault
      {{- with $values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: halftone
          image: "{{ $values.image.repository }}:{{ $values.image.tag | default .root.Chart.AppVersion }}"
          imagePullPolicy: {{ $values.image.pullPolicy }}
          args: [serve]
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          env:
            - name: HALFTONE_ROLES
              value: {{ .role }}
            - name: HALFTONE_BIND
              value: 0.0.0.0
            - name: HALFTONE_PUBLIC_URL
              value: {{ required "publicUrl is required" $values.publicUrl | quote }}
            - name: HALFTONE_STORAGE
              value: {{ required "storage.url is required" $values.storage.url | quote }}
            - name: HALFTONE_S3_ENDPOINT
              value: {{ $values.storage.endpoint | quote }}
            - name: HALFTONE_S3_REGION
              value: {{ $values.storage.region | quote }}
            - name: HALFTONE_API_KEYS
              value: /etc/halftone/api-keys
            {{- range list "database" "webhook-secret" "session-secret" }}
            {{- include "halftone.secret" (dict "root" $.root "key" .) | nindent 12 }}
            {{- end }}
            {{- range list "AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY" }}
            - name: {{ . }}
              valueFrom:
                secretKeyRef:
                  name: {{ $values.secret }}
                  key: {{ . }}
                  optional: true
            {{- end }}
            {{- /* Helm reads whole numbers as floating-point ones, and would write 1e+06. */}}
            {{- range $name, $value := $values.settings }}
            - name: {{ include "halftone.variable" $name }}
              value: {{ kindIs "float64" $value | ternary (int64 $value) $value | quote }}
            {{- end }}
            {{- with $values.env }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          ports:
            - name: http
              containerPort: 8080
          # The database is migrated before the port opens.
          startupProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 2
            failureThreshold: 150
          livenessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
          readinessProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: 5
            timeoutSeconds: 5
          resources:
            {{- toYaml $role.resources | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: /data
            - name: api-keys
              mountPath: /etc/halftone
              readOnly: true
      volumes:
        - name: data
          emptyDir:
            sizeLimit: {{ $values.dataSize }}
        - name: api-keys
          secret:
            secretName: {{ $values.secret }}
            defaultMode: 0440
            items:
              - key: api-keys
                path: api-keys
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "halftone.selector" . | nindent 14 }}
      {{- with $values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "halftone.name" .root }}-{{ .role }}
  labels:
    {{- include "halftone.labels" .root | nindent 4 }}
spec:
  maxUnavailable: {{ $role.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "halftone.selector" . | nindent 6 }}
{{- end }}
